export const kpiSentences = {
  revenue:
    'Was Kunden bestellt haben, nach Rabatten, ohne Steuer und Versand. Erstattungen mindern ihn nicht.',
  net_revenue: 'Umsatz abzüglich der Erstattungen desselben Zeitraums.',
  orders: 'Wie viele Bestellungen eingingen; jede Bestellnummer zählt einmal.',
  average_order_value: 'Was eine Bestellung im Mittel wert ist.',
  units_per_order: 'Wie viele Stück eine Bestellung im Mittel hat.',
  new_customer_orders: 'Erste Bestellungen ihrer Kunden.',
  returning_customer_orders: 'Bestellungen von Kunden, die schon bestellt hatten.',
  new_customers: 'Kunden, die im Zeitraum zum ersten Mal bestellt haben.',
  repeat_purchase_rate:
    'Von den Kunden, die im Zeitraum bestellt haben, jene mit mindestens zwei Bestellungen bis zu dessen Ende.',
  repeat_order_ratio: 'Welcher Teil der Bestellungen von Kunden kommt, die schon bestellt hatten.',
  first_visit_purchase_rate:
    'Von den Besuchern, deren erster Besuch im Zeitraum war, jene, die darin bestellt haben.',
  second_visit_purchase_rate:
    'Von den Besuchern, deren zweiter Besuch im Zeitraum war, jene, die darin bestellt haben.',
  revenue_per_visit: 'Was ein Besuch im Mittel bringt; Bestellungen ohne bekannten Besuch zählen nicht.',
  revenue_per_visitor: 'Was ein Besucher im Mittel bringt; Bestellungen ohne bekannten Besuch zählen nicht.',
  return_rate: 'Welcher Teil der Bestellungen des Zeitraums bis heute ganz oder teilweise erstattet wurde.',
  product_performance: 'Wie jedes Produkt gesehen, in den Korb gelegt, gekauft und zurückgeschickt wird.',
  customer_acquisition_cost: 'Was Werbung und Marketing für jeden neuen Kunden ausgeben.',
  conversion_rate: 'Welcher Teil der Besuche mit einer Bestellung endet.',
  visitor_conversion_rate: 'Welcher Teil der Besucher bestellt.',
  lead_conversion_rate: 'Formulare, Anrufe und E-Mails je Besucher.',
  lead_to_order_rate: 'Welcher Teil der Anfragen von jemandem kommt, der später bestellt hat.',
  cart_abandonment_rate:
    'Welcher Teil der Warenkörbe verlassen wurde: weder im letzten Besuch noch in den 30 Tagen danach bestellt.',
  abandoned_carts: 'Verlassene Warenkörbe; nach Seite und Schritt sagen sie, wo.',
  abandoned_cart_value: 'Was in den verlassenen Warenkörben lag.',
  cart_recovery_rate: 'Welcher Teil der verlassenen Warenkörbe binnen 30 Tagen doch bestellt wird.',
  checkout_abandonment_rate: 'Welcher Teil der Besuche, die die Kasse begonnen haben, nicht bestellt.',
  abandoned_orders:
    'Besuche, die die Kasse begonnen und nicht bestellt haben; nach Schritt und Ausstiegsseite sagen sie, wo sie endeten.',
  checkout_funnel:
    'Wie viele Besuche vom Produkt bis zur Bestellung jeden Schritt erreichen, und wie lange es dauert.',
  average_margin:
    'Was vom Umsatz nach den Warenkosten bleibt, über die Waren mit bekannten Stückkosten; mit deren Anteil am Umsatz.',
  operating_margin:
    'Was vom Nettoumsatz nach Waren- und allen Betriebskosten bleibt, Marketing eingeschlossen. Nur bekannt, wo für jeden Monat Betriebskosten vorliegen.',
  churn_rate:
    'Von den Kunden, die im vorletzten Fenster bestellt haben, jene, die es seither nicht taten. Vom Ende des Zeitraums zurück; ein Fenster hat 90 Tage.',
  customer_lifetime_value:
    'Was ein Kunde bis zum Ende des Zeitraums gebracht hat und in den nächsten zwölf Monaten bringen wird; für alle, die bis dahin bestellt haben.',
  ltv_to_cac:
    'Was die neuen Kunden des Zeitraums in den nächsten zwölf Monaten bringen, gegen das, was sie gekostet haben.',
  cohort_retention:
    'Welcher Teil der Kunden (oder Besucher) eines ersten Monats in jedem Monat danach aktiv ist, und was sie kaufen.',
  product_affinity:
    'Produkte, die in einer Bestellung zusammen gekauft werden, wie oft, und wie weit über Zufall.',
  price_index:
    'Eigene Preise gegen das Mittel der Mitbewerber, nach den letzten Preisen bis zum Ende des Zeitraums; 100 ist gleich. Insgesamt nach Umsatz gewichtet.',
  visitors: 'Verschiedene Browser, deren Besuche im Zeitraum begannen.',
  visits: 'Besuche, die im Zeitraum begannen.',
  page_views: 'Seiten, die angesehen wurden.',
  new_visitors: 'Besucher, deren erster Besuch im Zeitraum war.',
  returning_visitors: 'Besucher, die schon vor dem Zeitraum da waren.',
  new_visitor_share: 'Welcher Teil der Besucher zum ersten Mal da war.',
  time_on_site:
    'Wie lange der Shop je Besuch und je Besucher im Vordergrund ist; Zeit in einem verdeckten Tab zählt nicht.',
  bounce_rate: 'Welcher Teil der Besuche eine Seite sieht und sonst nichts tut.',
  engagement_rate:
    'Welcher Teil der Besuche 10 Sekunden dauert, zwei Seiten sieht oder etwas tut, das zählt.',
  pages_per_visit: 'Wie viele Seiten ein Besuch im Mittel sieht.',
  visits_per_visitor: 'Wie oft ein Besucher kommt: Treue.',
  traffic_sources: 'Was jeder Kanal, jede Quelle und jede Kampagne bringt, und was sie kosten.',
  top_pages:
    'Welche Seiten gesehen werden, wo Besuche beginnen und enden, und wie viele von denen, die die Seite sahen, bestellen.',
  blog_traffic: 'Welcher Teil der Besuche den Blog sah (die Inhaltsgruppe „blog“).',
  site_search: 'Wonach Besucher suchen, wie oft nichts gefunden wird, und wie viele der Suchenden bestellen.',
  promotion_clicks: 'Klicks auf Aktionen im Shop, und wie viele auf jede gesehene kommen.',
  social_shares: 'Wie oft etwas geteilt wurde; nach Netzwerk.',
  ppc_conversions: 'Bestellungen, die einem bezahlten Kanal zugerechnet werden.',
  ppc_cost_per_purchase: 'Was Werbung für jede Bestellung eines bezahlten Kanals kostet.',
  digital_marketing_roi:
    'Was Marketing über seine Kosten hinaus bringt, je ausgegebener Einheit; 4 heißt 400 %.',
  return_on_ad_spend: 'Umsatz, den Werbung je ausgegebener Einheit bringt.',
  newsletter_subscribers: 'Abonnenten am Ende des Zeitraums, mit denen, die kamen und gingen.',
  subscriber_growth_rate:
    'Um welchen Teil die Zahl der Abonnenten vom Anfang bis zum Ende des Zeitraums wuchs.',
  emails_opened: 'Geöffnete E-Mails, jeder Empfänger eines Versands einmal.',
  emails_clicked: 'E-Mails mit einem Klick, jeder Empfänger eines Versands einmal.',
  email_open_rate: 'Welcher Teil der zugestellten E-Mails geöffnet wird.',
  email_click_through_rate: 'Welcher Teil der zugestellten E-Mails geklickt wird.',
  unsubscribe_rate: 'Welcher Teil der zugestellten E-Mails zu einer Abmeldung führt.',
  email_conversion_rate: 'Bestellungen durch E-Mail je geklickter E-Mail.',
  average_position: 'An welcher Stelle Suchmaschinen den Shop zeigen, nach Einblendungen gewichtet.',
  product_reviews: 'Bewertungen im Shop mit ihrer mittleren Note, und welcher Teil der Produkte eine hat.',
  social_engagement: 'Kommentare, Likes, Reposts und neue Follower in sozialen Netzwerken.',
  marketplace_reputation: 'Noten auf Marktplätzen, und wie schnell Fragen dort beantwortet werden.',
  web_vitals:
    'Wie schnell und ruhig Seiten für Besucher sind (75. Perzentil), welcher Teil gut, verbesserbar oder schlecht ist, und wie Besuche damit bestellen.',
  cases_opened: 'Servicefälle, die eröffnet wurden; nach Kanal.',
  service_emails: 'Servicefälle per E-Mail und ihre Nachrichten.',
  service_chats: 'Servicefälle per Chat und ihre Nachrichten.',
  first_response_time:
    'Wie lange die im Zeitraum eröffneten Fälle auf ihre erste Antwort warteten; die ohne eine zählen nicht.',
  average_resolution_time:
    'Wie lange es dauerte, die im Zeitraum eröffneten Fälle zu lösen; die noch offenen zählen nicht.',
  active_issues: 'Fälle, die am Ende des Zeitraums offen sind.',
  escalation_rate: 'Welcher Teil der im Zeitraum eröffneten Fälle eskaliert wurde.',
  customer_satisfaction: 'Welcher Teil der Antworten eine 4 oder 5 von 5 ist.',
  net_promoter_score:
    'Der Anteil derer, die den Shop empfehlen würden (9 oder 10 von 10), weniger derer, die es nicht würden (6 oder weniger), von −100 bis 100.',
};
