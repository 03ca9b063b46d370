import { LRUCache } from 'lru-cache';
import { type Acquisition, acquisitionOf } from '../../enrich/acquisition.js';
import { botReason } from '../../enrich/bot.js';
import { deviceOf } from '../../enrich/device.js';
import { languageOf } from '../../enrich/language.js';
import { pageOf } from '../../enrich/page.js';
import type { LoggedContext } from '../../facts/logged.js';
import type { Origins } from '../../facts/visit.js';
import type { Site } from '../store.js';

/** What a context says of who is behind its events; the same for all of them. */
interface Person {
  bot: string | null;
  origins: Pick<Origins, 'country' | 'region' | 'language' | 'device' | 'browser' | 'os'>;
  /** Where its visit came from, as it was found last: the events of a visit all say the same of it. */
  came?: { site: number; landing: string | undefined; referrer: string | undefined; origins: Origins };
}

/**
 * Judges logged contexts by the lists of today: device, bot and source are not logged as judged, so that
 * `rebuild` judges them again when the lists have grown.
 */
export class Judge {
  readonly #people = new LRUCache<number, Person>({ max: 20_000 });
  readonly #sources = new LRUCache<string, Acquisition>({ max: 20_000 });
  readonly #pages = new LRUCache<string, { path: string | undefined }>({ max: 20_000 });

  person(contextKey: number, context: LoggedContext): Person {
    let person = this.#people.get(contextKey);
    if (!person) {
      person = judgePerson(context);
      this.#people.set(contextKey, person);
    }
    return person;
  }

  acquisition(site: Site, landing: string | undefined, referrer: string | undefined): Acquisition {
    // With the length of the first text, for both may have any characters.
    const name = `${site.key} ${landing?.length ?? 0} ${landing ?? ''} ${referrer ?? ''}`;
    let acquisition = this.#sources.get(name);
    if (!acquisition) {
      acquisition = acquisitionOf(landing, referrer, site.origins);
      this.#sources.set(name, acquisition);
    }
    return acquisition;
  }

  /** The path of a URL; a shop's pages are few, and each is seen often. */
  page(url: string | undefined): string | undefined {
    if (url === undefined) return undefined;
    let page = this.#pages.get(url);
    if (!page) {
      page = { path: pageOf(url)?.path };
      this.#pages.set(url, page);
    }
    return page.path;
  }

  /** Where a visit came from, by what one of its events says. */
  origins(person: Person, site: Site, landing: string | undefined, referrer: string | undefined): Origins {
    const { came } = person;
    if (came && came.site === site.key && came.landing === landing && came.referrer === referrer)
      return came.origins;
    const origins = this.#origins(person, this.acquisition(site, landing, referrer));
    person.came = { site: site.key, landing, referrer, origins };
    return origins;
  }

  #origins(person: Person, acquisition: Acquisition): Origins {
    const { channel, source, medium, campaign, term, content, referrerHost } = acquisition;
    const { country, region, language, device, browser, os } = person.origins;
    // Each event of a visit has them made: spelled out, which is several times as fast as spread.
    return {
      channel,
      source,
      medium,
      campaign,
      term,
      content,
      referrer: referrerHost,
      // A payment host takes no source, but tags that a shop has put on the way back are one.
      continues: acquisition.fromPaymentHost && acquisition.campaignKey === null,
      country,
      region,
      language,
      device,
      browser,
      os,
    };
  }

  /** A site's hosts or a context's key may mean something else now. */
  forget(): void {
    this.#people.clear();
    this.#sources.clear();
  }
}

function judgePerson(context: LoggedContext): Person {
  const { userAgent, hints, language, country, region } = context;
  const place = {
    country: country ?? null,
    region: region ?? null,
    language: languageOf(language, undefined),
  };
  // The user agent of a server event is that of the shop's own server, and says nothing of a person.
  if (context.origin === 'server')
    return { bot: null, origins: { ...place, device: null, browser: null, os: null } };
  return {
    bot: botReason({ userAgent, ...(hints ? { hints } : {}) }),
    origins: { ...place, ...deviceOf(userAgent, hints) },
  };
}
