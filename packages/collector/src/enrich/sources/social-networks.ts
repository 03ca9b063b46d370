/**
 * Social networks: source name | their hosts; a host stands for all hosts below it too. `{}` stands for any country.
 *
 * Facts from the search engine and social network list of the Matomo project, released into the public domain
 * (CC0 1.0), https://github.com/matomo-org/searchengine-and-social-list.
 * Added to it: networks and messengers that shops are linked from and that the list does not have.
 */
export const SOCIAL_NETWORKS = `
badoo | badoo.com
bebo | bebo.com
bilibili | bilibili.com
blackplanet | blackplanet.com
bluesky | bsky.app skyfeed.app bsky.social
buzznet | buzznet.com
classmates.com | classmates.com
clubhouse | clubhouse.com joinclubhouse.com
cyworld | global.cyworld.com
discord | discord.com discord.gg discordapp.com
douban | douban.com
douyin | douyin.com
douyu | douyu.com
dribbble | dribbble.com
facebook | facebook.com fb.com fb.me messenger.com m.me
fetlife | fetlife.com
flickr | flickr.com
flixster | flixster.com
fotolog | fotolog.com
foursquare | foursquare.com
friends reunited | friendsreunited.com
friendster | friendster.com
gaia online | gaiaonline.com
geni.com | geni.com
github | github.com
gree | gree.jp
habbo | habbo.com
hacker news | news.ycombinator.com
hatena | hatena.ne.jp
hi5 | hi5.com
huya | huya.com
hyves | hyves.nl
identi.ca | identi.ca
instagram | instagram.com
kakao | kakao.com
lang-8 | lang-8.com
last.fm | last.fm lastfm.{}
lemon8 | lemon8-app.com
line | line.me
linkedin | linkedin.com lnkd.in
linktree | linktr.ee
livejournal | livejournal.ru livejournal.com
mastodon | mastodon.social mastodon.cloud mastodon.technology mastodon.xyz mastodon.at mastodon.art mamot.fr
mastodon | pawoo.net mstdn.io mstdn.jp friends.nico ro-mastodon.puyo.jp quey.org botsin.space
mastodon | social.tchncs.de knzk.me mastodont.cat bitcoinhackers.org fosstodon.org chaos.social cybre.space
mastodon | vis.social typo.social front-end.social hachyderm.io mastodon.online newsie.social mstdn.social
mastodon | indieweb.social sfba.social mas.to mstdn.party c.im mastodonapp.uk universeodon.com
mastodon | social.vivaldi.net ohai.social toot.community masto.ai mastodon.scot mastodon.world mastodon.nz
mastodon | graphics.social mastodon.eus mastodon.jalgi.eus tkm.eus
medium | medium.com
meinvz | meinvz.net
microsoft teams | teams.microsoft.com teams.live.com statics.teams.cdn.office.net
missevan | missevan.com
mixi | mixi.jp
moikrug.ru | moikrug.ru
multiply | multiply.com
my.mail.ru | my.mail.ru
myheritage | myheritage.com
mylife | mylife.ru
myspace | myspace.com
myyearbook | myyearbook.com
nasza-klasa.pl | nk.pl
naver blog | blog.naver.com cafe.naver.com kin.naver.com
netlog | netlog.com
nextdoor | nextdoor.{}
niconico | nicovideo.jp
note | note.com
odnoklassniki | odnoklassniki.ru odnoklassniki.ua ok.ru
orkut | orkut.com
patreon | patreon.com
peepeth | peepeth.com
pinterest | pinterest.{} pinterest.info pin.it
pixelfed | pixelfed.social pixelfed.de pxlmo.com metapixl.com pix.toot.wales pixelfed.uno pixey.org
plaxo | plaxo.com
product hunt | producthunt.com
quora | quora.com
qzone | qzone.qq.com
reddit | reddit.com
renren | renren.com
skyrock | skyrock.com
slack | slack.com
snapchat | snapchat.com
sonico.com | sonico.com
soundcloud | soundcloud.com gate.sc
sourceforge | sourceforge.net
stackoverflow | stackoverflow.com
studivz | studivz.net
stumbleupon | stumbleupon.com
substack | substack.com
tagged | login.tagged.com
taringa | taringa.net
telegram | telegram.org telegram.me t.me
threads | threads.net threads.com
tiktok | tiktok.com
tripadvisor | tripadvisor.{}
truth social | truthsocial.com
tuenti | tuenti.com
tumblr | tumblr.com t.umblr.com
twitcast | twitcasting.tv
twitter | twitter.com t.co x.com
v2ex | v2ex.com
viadeo | viadeo.com
vkontakte | vk.com vkontakte.ru
vkrugudruzei.ru | vkrugudruzei.ru
wayn | wayn.com
wechat | wechat.com weixin.qq.com
weeworld | weeworld.com
weibo | weibo.com t.cn
whatsapp | whatsapp.com wa.me
workplace | workplace.com
xanga | xanga.com
xiaohongshu | xiaohongshu.com xhslink.com
xing | xing.com
yelp | yelp.{}
zalo | zalo.me
zhihu | zhihu.com
`;
