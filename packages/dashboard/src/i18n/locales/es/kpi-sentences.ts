export const kpiSentences = {
  revenue:
    'Lo que pidieron los clientes, tras descuentos, sin impuestos ni envío. Los reembolsos no lo reducen.',
  net_revenue: 'Ingresos menos los reembolsos del mismo periodo.',
  orders: 'Cuántos pedidos se hicieron; cada número de pedido cuenta una vez.',
  average_order_value: 'Lo que vale un pedido de media.',
  units_per_order: 'Cuántas unidades tiene un pedido de media.',
  new_customer_orders: 'Primeros pedidos de sus clientes.',
  returning_customer_orders: 'Pedidos de clientes que ya habían pedido.',
  new_customers: 'Clientes que hicieron su primer pedido en el periodo.',
  repeat_purchase_rate:
    'De los clientes que pidieron en el periodo, los que llevan al menos dos pedidos a su final.',
  repeat_order_ratio: 'Qué parte de los pedidos viene de clientes que ya habían pedido.',
  first_visit_purchase_rate:
    'De los visitantes cuya primera visita fue en el periodo, los que pidieron en ella.',
  second_visit_purchase_rate:
    'De los visitantes cuya segunda visita fue en el periodo, los que pidieron en ella.',
  revenue_per_visit: 'Lo que aporta una visita de media; los pedidos sin visita conocida no cuentan.',
  revenue_per_visitor: 'Lo que aporta un visitante de media; los pedidos sin visita conocida no cuentan.',
  return_rate: 'Qué parte de los pedidos del periodo se ha reembolsado, en todo o en parte, hasta hoy.',
  product_performance: 'Cómo se ve, se añade al carrito, se compra y se devuelve cada producto.',
  customer_acquisition_cost: 'Lo que gastan publicidad y marketing por cada cliente nuevo.',
  conversion_rate: 'Qué parte de las visitas acaba en un pedido.',
  visitor_conversion_rate: 'Qué parte de los visitantes hace un pedido.',
  lead_conversion_rate: 'Formularios, llamadas y correos por visitante.',
  lead_to_order_rate: 'Qué parte de los contactos viene de alguien que pidió después.',
  cart_abandonment_rate:
    'Qué parte de los carritos se abandonó: sin pedido en su última visita ni en los 30 días siguientes.',
  abandoned_carts: 'Carritos abandonados; por página y paso dicen dónde.',
  abandoned_cart_value: 'Lo que había en los carritos abandonados.',
  cart_recovery_rate: 'Qué parte de los carritos abandonados se pide en 30 días.',
  checkout_abandonment_rate: 'Qué parte de las visitas que empezaron el pago no hace el pedido.',
  abandoned_orders:
    'Visitas que empezaron el pago y no pidieron; por paso y página de salida dicen dónde acabaron.',
  checkout_funnel: 'Cuántas visitas llegan a cada paso del producto al pedido, y cuánto tardan.',
  average_margin:
    'Lo que queda de los ingresos tras el coste de la mercancía, donde se conoce el coste unitario; con la parte que cubre.',
  operating_margin:
    'Lo que queda de los ingresos netos tras mercancía y todos los gastos, marketing incluido. Solo donde hay gastos de operación de cada mes.',
  churn_rate:
    'De los clientes que pidieron en la ventana anterior a la última, los que no han vuelto a pedir. Mira atrás desde el final; una ventana tiene 90 días.',
  customer_lifetime_value:
    'Lo que un cliente ha aportado hasta el final del periodo y aportará en los próximos doce meses; de todos los que han pedido hasta entonces.',
  ltv_to_cac:
    'Lo que aportarán los clientes nuevos en los próximos doce meses, frente a lo que costó ganarlos.',
  cohort_retention:
    'Qué parte de los clientes (o visitantes) de un primer mes sigue activa cada mes, y qué compra.',
  product_affinity:
    'Productos que se compran en un mismo pedido, con qué frecuencia y cuánto más que por azar.',
  price_index:
    'Precios propios frente a la media de la competencia, con los últimos precios hasta el final; 100 es igual. En total, ponderado por ventas.',
  visitors: 'Navegadores distintos cuyas visitas empezaron en el periodo.',
  visits: 'Visitas que empezaron en el periodo.',
  page_views: 'Páginas que se vieron.',
  new_visitors: 'Visitantes cuya primera visita fue en el periodo.',
  returning_visitors: 'Visitantes que ya habían estado antes del periodo.',
  new_visitor_share: 'Qué parte de los visitantes vino por primera vez.',
  time_on_site:
    'Cuánto tiempo está la tienda a la vista por visita y por visitante; una pestaña oculta no cuenta.',
  bounce_rate: 'Qué parte de las visitas ve una página y no hace nada más.',
  engagement_rate: 'Qué parte de las visitas dura 10 segundos, ve dos páginas o hace algo que cuenta.',
  pages_per_visit: 'Cuántas páginas ve una visita de media.',
  visits_per_visitor: 'Cuántas veces viene un visitante: fidelidad.',
  traffic_sources: 'Lo que aporta cada canal, fuente y campaña, y lo que cuesta.',
  top_pages:
    'Qué páginas se ven, dónde empiezan y acaban las visitas, y cuántas de las que vieron la página piden.',
  blog_traffic: 'Qué parte de las visitas vio el blog (el grupo de contenido «blog»).',
  site_search:
    'Qué buscan los visitantes, con qué frecuencia no hay resultados y cuántos de los que buscan piden.',
  promotion_clicks: 'Clics en promociones de la tienda y cuántos por cada vez que se ven.',
  social_shares: 'Cuántas veces se compartió algo; por red.',
  ppc_conversions: 'Pedidos atribuidos a un canal de pago.',
  ppc_cost_per_purchase: 'Lo que cuesta la publicidad por cada pedido de un canal de pago.',
  digital_marketing_roi:
    'Lo que aporta el marketing más allá de su coste, por unidad gastada; 4 es el 400 %.',
  return_on_ad_spend: 'Ingresos que aporta la publicidad por unidad gastada.',
  newsletter_subscribers: 'Suscriptores al final del periodo, con los que vinieron y se fueron.',
  subscriber_growth_rate: 'En qué parte creció el número de suscriptores del inicio al final del periodo.',
  emails_opened: 'Correos abiertos, cada destinatario de un envío una vez.',
  emails_clicked: 'Correos con clic, cada destinatario de un envío una vez.',
  email_open_rate: 'Qué parte de los correos entregados se abre.',
  email_click_through_rate: 'Qué parte de los correos entregados recibe un clic.',
  unsubscribe_rate: 'Qué parte de los correos entregados lleva a una baja.',
  email_conversion_rate: 'Pedidos atribuidos al correo por cada correo con clic.',
  average_position: 'En qué posición muestran la tienda los buscadores, ponderado por impresiones.',
  product_reviews: 'Reseñas en la tienda con su nota media, y qué parte de los productos tiene alguna.',
  social_engagement: 'Comentarios, me gusta, republicaciones y nuevos seguidores en redes sociales.',
  marketplace_reputation: 'Valoraciones en mercados y cuánto se tarda en responder allí.',
  web_vitals:
    'Lo rápidas y estables que son las páginas (percentil 75), qué parte es buena, mejorable o mala, y cómo convierten las visitas.',
  cases_opened: 'Casos de atención abiertos; por canal.',
  service_emails: 'Casos por correo y sus mensajes.',
  service_chats: 'Casos por chat y sus mensajes.',
  first_response_time:
    'Cuánto esperaron su primera respuesta los casos abiertos en el periodo; sin respuesta no cuentan.',
  average_resolution_time:
    'Cuánto se tardó en resolver los casos abiertos en el periodo; los no resueltos no cuentan.',
  active_issues: 'Casos abiertos al final del periodo.',
  escalation_rate: 'Qué parte de los casos abiertos en el periodo se escaló.',
  customer_satisfaction: 'Qué parte de las respuestas es un 4 o un 5 de 5.',
  net_promoter_score:
    'La parte de quienes recomendarían la tienda (9 o 10 de 10) menos la de quienes no (6 o menos), de −100 a 100.',
};
