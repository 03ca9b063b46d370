/**
 * Marketplaces, price comparisons and deal sites: source name | their hosts; a host stands for all hosts below it
 * too. `{}` stands for any country. Own collection, beside the few that GA4 lists (`ga4-categories.ts`).
 */
export const SHOPPING_SITES = `
google shopping | shopping.google.com merchants.google.com
amazon | amazon.{} amzn.to amzn.eu a.co amazon-adsystem.com
ebay | ebay.{} ebay.us kleinanzeigen.de
etsy | etsy.com
alibaba | alibaba.com 1688.com
aliexpress | aliexpress.{} aliexpress.us
temu | temu.com
shein | shein.{}
wish | wish.com
taobao | taobao.com tmall.com tmall.hk
jd | jd.com jd.hk
rakuten | rakuten.co.jp rakuten.{}
mercadolibre | mercadolibre.{} mercadolivre.com.br
walmart | walmart.{}
target | target.com
bestbuy | bestbuy.{}
newegg | newegg.{}
wayfair | wayfair.{}
otto | otto.de
kaufland | kaufland.{}
zalando | zalando.{}
bol.com | bol.com
cdiscount | cdiscount.com
fnac | fnac.{}
allegro | allegro.{}
emag | emag.{}
trendyol | trendyol.com
hepsiburada | hepsiburada.com
ozon | ozon.ru
wildberries | wildberries.ru
flipkart | flipkart.com
myntra | myntra.com
lazada | lazada.{}
shopee | shopee.{}
tokopedia | tokopedia.com
coupang | coupang.com
noon | noon.com
jumia | jumia.{}
takealot | takealot.com
poshmark | poshmark.{}
depop | depop.com
vinted | vinted.{}
leboncoin | leboncoin.fr
marktplaats | marktplaats.nl 2dehands.be
gumtree | gumtree.{}
idealo | idealo.{}
billiger | billiger.de
guenstiger | guenstiger.de
geizhals | geizhals.{}
check24 | check24.de
ladenzeile | ladenzeile.de
kelkoo | kelkoo.{}
pricerunner | pricerunner.{}
prisjakt | prisjakt.{} pricespy.{} ledenicheur.fr
toppreise | toppreise.ch
comparis | comparis.ch
beslist | beslist.{}
kieskeurig | kieskeurig.{}
ceneo | ceneo.pl
skapiec | skapiec.pl
heureka | heureka.cz heureka.sk
zbozi | zbozi.cz
arukereso | arukereso.hu compari.ro pazaruvaj.com
skroutz | skroutz.{}
bestprice | bestprice.gr
akakce | akakce.com
cimri | cimri.com
trovaprezzi | trovaprezzi.it
kakaku | kakaku.com
yandex market | market.yandex.{}
shopzilla | shopzilla.{} bizrate.{} pricegrabber.com
shopping.com | shopping.com shopping.net
pepper | pepper.com pepper.pl mydealz.de hotukdeals.com dealabs.com chollometro.com preisjaeger.at promodescuentos.com
slickdeals | slickdeals.net
shopify | shopify.com
naver shopping | shopping.naver.com
yahoo shopping | shopping.yahoo.com shopping.yahoo.co.jp
`;

/** Video sites, in the same form. */
export const VIDEO_SITES = `
youtube | youtube.com youtu.be youtube-nocookie.com
vimeo | vimeo.com
dailymotion | dailymotion.com dai.ly
twitch | twitch.tv
wistia | wistia.com wistia.net
netflix | netflix.com
disneyplus | disneyplus.com
hulu | hulu.com
ted | ted.com
youku | youku.com
iqiyi | iqiyi.com iq.com
rumble | rumble.com
odysee | odysee.com
bitchute | bitchute.com
kick | kick.com
loom | loom.com
vidyard | vidyard.com
veoh | veoh.com
crackle | crackle.com
`;
