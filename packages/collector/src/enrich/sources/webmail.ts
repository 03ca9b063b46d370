/**
 * Web mail and the redirectors of mail programs: source name | their hosts; a host stands for all hosts below it
 * too. `{}` stands for any country. Own collection.
 */
export const WEBMAIL = `
gmail | mail.google.com inbox.google.com
outlook | outlook.live.com outlook.office.com outlook.office365.com outlook.com hotmail.com mail.live.com
outlook | safelinks.protection.outlook.com outlook.cloud.microsoft
yahoo mail | mail.yahoo.{} mail.yahoo.co.jp
aol mail | mail.aol.com
icloud mail | icloud.com
gmx | mail.gmx.net navigator.gmx.net bap.navigator.gmx.net 3c.gmx.net deref-gmx.net deref-gmx.com deref-gmx.{}
web.de | navigator.web.de mail.web.de deref-web.de deref-web-02.de
mail.com | deref-mail.com mail.com
t-online | email.t-online.de
freenet | webmail.freenet.de email.freenet.de
proton mail | mail.proton.me mail.protonmail.com
fastmail | app.fastmail.com fastmail.com
zoho mail | mail.zoho.com mail.zoho.eu
posteo | posteo.de
mailbox.org | mailbox.org
hey | app.hey.com
tuta | app.tuta.com mail.tutanota.com
yandex mail | mail.yandex.{}
mail.ru mail | e.mail.ru touch.mail.ru
rambler mail | mail.rambler.ru
seznam mail | email.seznam.cz
wp mail | poczta.wp.pl
onet mail | poczta.onet.pl
interia mail | poczta.interia.pl
o2 mail | poczta.o2.pl
orange mail | messagerie.orange.fr webmail.orange.fr mail01.orange.fr mail02.orange.fr
sfr mail | messagerie.sfr.fr webmail.sfr.fr
laposte mail | webmail.laposte.net
free mail | webmail.free.fr zimbra.free.fr
libero mail | mail.libero.it mail1.libero.it
virgilio mail | mail.virgilio.it
tiscali mail | mail.tiscali.it
qq mail | mail.qq.com
163 mail | mail.163.com mail.126.com
naver mail | mail.naver.com
daum mail | mail.daum.net
comcast mail | mail.xfinity.com connect.xfinity.com
ziggo mail | webmail.ziggo.nl
kpn mail | webmail.kpnmail.nl
uol mail | email.uol.com.br
terra mail | mail.terra.com.br
`;
