/**
 * Where a buyer is sent to pay or to prove a card, and comes back from: service | its hosts; a host stands for all
 * hosts below it too. `{}` stands for any country. None is a source of visits. Own collection.
 */
export const PAYMENT_HOSTS = `
paypal | paypal.com paypal.cn paypal.me paypalobjects.com venmo.com
stripe | stripe.com stripe.network link.com
klarna | klarna.com klarnaservices.com klarnacdn.net klarna.net kustom.co
sofort | sofort.com sofortueberweisung.de
giropay | giropay.de paydirekt.de wero-wallet.eu
ideal | ideal.nl ideal.ing.nl ideal.rabobank.nl ideal.abnamro.nl ideal.asnbank.nl ideal.regiobank.nl
ideal | ideal.snsbank.nl ideal.triodos.nl ideal.knab.nl ideal.bunq.com betalen.rabobank.nl pay.ideal.nl
bancontact | bancontact.com bancontact.net payconiq.com
eps | eps-ueberweisung.at eservice.stuzza.at
adyen | adyen.com adyenpayments.com
mollie | mollie.com
worldpay | worldpay.com worldpay.us
braintree | braintreegateway.com braintree-api.com braintreepayments.com
square | squareup.com square.link squareupsandbox.com cash.app checkout.square.site
checkout.com | checkout.com
amazon pay | pay.amazon.{} payments.amazon.{} apay-us.amazon.com pay-api.amazon.{}
apple pay | applepay.apple.com apple-pay-gateway.apple.com
google pay | pay.google.com payments.google.com pay.sandbox.google.com wallet.google.com
shop pay | shop.app pay.shopify.com checkout.shopify.com shopifycs.com
alipay | alipay.com alipayplus.com alipay.hk alipayobjects.com
wechat pay | wx.tenpay.com tenpay.com pay.weixin.qq.com pay.wechat.com
unionpay | unionpay.com 95516.com unionpayintl.com
razorpay | razorpay.com rzp.io
payu | payu.com payu.in payu.{} payulatam.com
przelewy24 | przelewy24.pl
dotpay | dotpay.pl dotpay.eu
tpay | tpay.com
blik | blik.com
paytm | paytm.com paytm.in securegw.paytm.in
phonepe | phonepe.com
cashfree | cashfree.com
ccavenue | ccavenue.com
billdesk | billdesk.com
mercado pago | mercadopago.com mercadopago.{}
pagseguro | pagseguro.uol.com.br pagseguro.com.br
afterpay | afterpay.com clearpay.co.uk clearpay.com
affirm | affirm.com affirm.ca
zip | zip.co quadpay.com
sezzle | sezzle.com
laybuy | laybuy.com
scalapay | scalapay.com
alma | getalma.eu almapay.com
oney | oney.fr oney.io oney.com
ratepay | ratepay.com
riverty | riverty.com afterpay.nl
billie | billie.io
in3 | payin3.nl
tabby | tabby.ai
tamara | tamara.co
billpay | billpay.de
wallee | wallee.com
unzer | unzer.com heidelpay.com heidelpay.de
payone | payone.com pay1.de
computop | computop-paygate.com computop.de
saferpay | saferpay.com
datatrans | datatrans.com datatrans.biz
postfinance | postfinance.ch e-payment.postfinance.ch
twint | twint.ch
concardis | concardis.com secure.ogone.com
ingenico | ogone.com ingenico.com
nexi | nexi.it nexigroup.com xpay.nexi.it dibspayment.com dibspayment.eu nets.eu
vipps | vipps.no mobilepay.dk mobilepay.fi vippsmobilepay.com
swish | swish.nu
trustly | trustly.com trustly.net
bambora | bambora.com
quickpay | quickpay.net
paytrail | paytrail.com
redsys | redsys.es sermepa.es
bizum | bizum.es
multibanco | easypay.pt sibs.pt mbway.pt
sips | sips-atos.com sips-services.com
monetico | monetico-services.com cm-cic-paiement.com
paybox | paybox.com
payplug | payplug.com
lyra | lyra.com payzen.eu systempay.fr
hipay | hipay.com hipay-tpp.com
buckaroo | buckaroo.nl
multisafepay | multisafepay.com
pay.nl | pay.nl
cardgate | cardgate.com
comgate | comgate.cz
gopay | gopay.com gopay.cz
barion | barion.com
gocardless | gocardless.com
tink | tink.com
opayo | sagepay.com opayo.co.uk opayo.eu elavon.com
barclaycard | epdq.co.uk barclaycardsmartpay.com
global payments | globalpay.com realexpayments.com globaliris.com
authorize.net | authorize.net
cybersource | cybersource.com
paysafe | paysafe.com paysafecard.com skrill.com neteller.com
2checkout | 2checkout.com avangate.com
paddle | paddle.com
bolt | bolt.com
moneris | moneris.com
eway | eway.com.au ewaypayments.com
windcave | windcave.com paymentexpress.com
paystack | paystack.com paystack.co
flutterwave | flutterwave.com
payfast | payfast.co.za
peach payments | peachpayments.com
yookassa | yookassa.ru yoomoney.ru
robokassa | robokassa.ru
iyzico | iyzico.com iyzipay.com
paytr | paytr.com
paypay | paypay.ne.jp
line pay | pay.line.me line-pay.com
gmo | gmo-pg.com mul-pay.jp gmopg.jp
sb payment | sbpayment.jp
komoju | komoju.com
kcp | kcp.co.kr
inicis | inicis.com
toss | tosspayments.com pay.toss.im
naver pay | pay.naver.com
kakao pay | kakaopay.com
2c2p | 2c2p.com
xendit | xendit.co
midtrans | midtrans.com
omise | omise.co
paymaya | paymaya.com maya.ph
gcash | gcash.com
grabpay | partner-api.grab.com
coinbase commerce | commerce.coinbase.com
bitpay | bitpay.com
3-d secure | arcot.com cardinalcommerce.com securesuite.co.uk 3dsecure.io verifiedbyvisa.com
3-d secure | modirum.com netcetera.com netcetera-payment.ch acs.touchtechpayments.com
3-d secure | wlp-acs.com sparkassen-kreditkarten.de rsa3dsauth.com rsa3dsauth.co.uk
3-d secure | clicksafe.lloydstsb.com secure5gw.ro bankserv.co.za bpcbt.com enstage-sas.com wibmo.com
3-d secure | viseca.ch sia.eu
`;
