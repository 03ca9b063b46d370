/** User agents of people's browsers, with what `deviceOf` says of each. For tests only. */
export const BROWSERS = [
  {
    name: 'Chrome on Windows',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    device: 'desktop',
    browser: 'Chrome',
    os: 'Windows',
  },
  {
    name: 'Edge',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    device: 'desktop',
    browser: 'Microsoft Edge',
    os: 'Windows',
  },
  {
    name: 'Opera',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0',
    device: 'desktop',
    browser: 'Opera',
    os: 'Windows',
  },
  {
    name: 'Yandex Browser',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36',
    device: 'desktop',
    browser: 'Yandex Browser',
    os: 'Windows',
  },
  {
    name: 'Internet Explorer 11',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    device: 'desktop',
    browser: 'Internet Explorer',
    os: 'Windows',
  },
  {
    name: 'Safari on a Mac',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    device: 'desktop',
    browser: 'Safari',
    os: 'macOS',
  },
  {
    name: 'Safari 7',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_5) AppleWebKit/600.8.9 (KHTML, like Gecko) Version/7.1.8 Safari/537.85.17',
    device: 'desktop',
    browser: 'Safari',
    os: 'macOS',
  },
  {
    name: 'Firefox ESR',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    device: 'desktop',
    browser: 'Firefox',
    os: 'Linux',
  },
  {
    name: 'WebKitGTK',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Safari/605.1.15',
    device: 'desktop',
    browser: 'Safari',
    os: 'Linux',
  },
  {
    name: 'a Chromebook',
    userAgent:
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    device: 'desktop',
    browser: 'Chrome',
    os: 'Chrome OS',
  },
  {
    name: 'an iPhone',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'an older iPad',
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    device: 'tablet',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'Firefox on Android',
    userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
    device: 'mobile',
    browser: 'Firefox',
    os: 'Android',
  },
  {
    name: 'Samsung Internet',
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
    device: 'mobile',
    browser: 'Samsung Internet for Android',
    os: 'Android',
  },
  {
    name: 'UC Browser',
    userAgent:
      'Mozilla/5.0 (Linux; U; Android 9; en-US; Redmi Note 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36',
    device: 'mobile',
    browser: 'UC Browser',
    os: 'Android',
  },
  {
    name: 'a phone made by Cubot',
    userAgent:
      'Mozilla/5.0 (Linux; Android 11; CUBOT_X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    device: 'mobile',
    browser: 'Chrome',
    os: 'Android',
  },
  {
    name: 'an Android tablet',
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    device: 'tablet',
    browser: 'Chrome',
    os: 'Android',
  },
  {
    name: 'the Instagram app',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 Instagram 335.1.8.26.85 (iPhone14,5; iOS 17_5_1; de_DE; de; scale=3.00; 1170x2532; 610171389)',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the Facebook app on iOS',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 [FBAN/FBIOS;FBAV/468.0.0.43.108;FBBV/613379083;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBID/phone;FBLC/de_DE;FBOP/5]',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the Facebook app on Android',
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0.0.43.108;]',
    device: 'mobile',
    browser: 'Chrome',
    os: 'Android',
  },
  {
    name: 'WeChat',
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; V2055A Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MMWEBID/1234 MicroMessenger/8.0.47.2560(0x28002F35) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64',
    device: 'mobile',
    browser: 'WeChat',
    os: 'Android',
  },
  {
    name: 'the TikTok app',
    userAgent:
      'Mozilla/5.0 (Linux; Android 12; M2101K6G Build/SKQ1.210908.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.113 Mobile Safari/537.36 trill_340203 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/34.2.3 ByteLocale/de ByteFullLocale/de Region/DE BytedanceWebview/d8a21c6',
    device: 'mobile',
    browser: 'Chrome',
    os: 'Android',
  },
  {
    name: 'the Pinterest app',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [Pinterest/iOS]',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the LinkedIn app',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.29.8962',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the Snapchat app',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Snapchat/12.93.0.40 (like Safari/8618.2.12.10.9, panda)',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the LINE app',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.9.0',
    device: 'mobile',
    browser: 'Safari',
    os: 'iOS',
  },
  {
    name: 'the Google app on iOS',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/320.0.640165353 Mobile/15E148 Safari/604.1',
    device: 'mobile',
    browser: 'Google Search',
    os: 'iOS',
  },
  {
    name: 'a Samsung TV',
    userAgent:
      'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36',
    device: 'tv',
    browser: 'Tizen',
    os: 'Tizen',
  },
  {
    name: 'an LG TV',
    userAgent:
      'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.128 Safari/537.36 WebAppManager',
    device: 'tv',
    browser: 'WebOS Browser',
    os: 'WebOS',
  },
  {
    name: 'a Fire TV',
    userAgent:
      'Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.220 Mobile Safari/537.36',
    device: 'tv',
    browser: 'Chrome',
    os: 'Android',
  },
  {
    name: 'a PlayStation 5',
    userAgent:
      'Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15',
    device: 'console',
    browser: 'Safari',
    os: null,
  },
  {
    name: 'an Xbox',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edge/44.18363.8131',
    device: 'console',
    browser: 'Microsoft Edge',
    os: 'Windows',
  },
  {
    name: 'a Nintendo Switch',
    userAgent:
      'Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/609.4 (KHTML, like Gecko) NF/6.0.2.22.5 NintendoBrowser/5.1.0.23519',
    device: 'console',
    browser: 'Safari',
    os: null,
  },
];
