/** A parameter that an advertising platform or mailer adds to a link, and the source and medium that it proves. */
export interface ClickIdKind {
  readonly parameter: string;
  readonly source: string;
  readonly medium: string;
  /** Whether it is put on paid clicks only. `fbclid` is on every link out of Facebook, so it proves no advert. */
  readonly paid: boolean;
}

const kind = (parameter: string, source: string, medium: string): ClickIdKind => ({
  parameter,
  source,
  medium,
  paid: medium === 'cpc' || medium === 'display',
});

/**
 * Every click id that is understood, the more telling first: where a URL carries several, the first counts.
 * Parameters are matched without regard to case.
 */
export const CLICK_IDS: readonly ClickIdKind[] = [
  kind('gclid', 'google', 'cpc'),
  kind('gbraid', 'google', 'cpc'),
  kind('wbraid', 'google', 'cpc'),
  kind('dclid', 'google', 'display'),
  kind('msclkid', 'bing', 'cpc'),
  kind('yclid', 'yandex', 'cpc'),
  kind('ttclid', 'tiktok', 'cpc'),
  kind('twclid', 'twitter', 'cpc'),
  kind('li_fat_id', 'linkedin', 'cpc'),
  kind('epik', 'pinterest', 'cpc'),
  kind('sccid', 'snapchat', 'cpc'),
  kind('rdt_cid', 'reddit', 'cpc'),
  kind('qclid', 'quora', 'cpc'),
  kind('vmcid', 'yahoo', 'cpc'),
  kind('tblci', 'taboola', 'cpc'),
  kind('dicbo', 'outbrain', 'cpc'),
  kind('awc', 'awin', 'affiliate'),
  kind('cjevent', 'cj', 'affiliate'),
  kind('irclickid', 'impact', 'affiliate'),
  kind('sscid', 'shareasale', 'affiliate'),
  kind('ransiteid', 'rakuten advertising', 'affiliate'),
  kind('tduid', 'tradedoubler', 'affiliate'),
  kind('mc_cid', 'mailchimp', 'email'),
  kind('_kx', 'klaviyo', 'email'),
  kind('_hsenc', 'hubspot', 'email'),
  kind('srsltid', 'google', 'organic'),
  kind('igshid', 'instagram', 'social'),
  kind('igsh', 'instagram', 'social'),
  kind('fbclid', 'facebook', 'social'),
];
