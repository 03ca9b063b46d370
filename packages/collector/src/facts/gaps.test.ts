import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LooseEvent, type StatedVisit, visitsFromGaps } from './gaps.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IDLE = { idleMs: 30 * MINUTE };

/** An event at a minute; its id is its name and minute. */
function at(minute: number, name = 'page_view', more: Partial<LooseEvent> = {}): LooseEvent {
  return { id: `${name}@${minute}`, time: minute * MINUTE, name, campaignKey: null, engagedMs: 0, ...more };
}
const browserVisit = (from: number, to: number, id = 'b'): StatedVisit => ({
  id,
  started: from * MINUTE,
  ended: to * MINUTE,
});
/** The visit of each event, in the order of the events. */
function visitsOf(events: LooseEvent[], stated: StatedVisit[] = []): (string | null)[] {
  const placed = visitsFromGaps(events, stated, IDLE);
  return events.map((event) => placed.get(event.id)?.visit ?? null);
}

describe('visits made from gaps', () => {
  it('end with a gap of 30 minutes, and not of one millisecond less', () => {
    expect(visitsOf([at(0), at(29)])).toEqual(['page_view@0', 'page_view@0']);
    expect(visitsOf([at(0), at(30)])).toEqual(['page_view@0', 'page_view@30']);
    const almost = { ...at(30), time: 30 * MINUTE - 1 };
    expect(visitsOf([at(0), almost])).toEqual(['page_view@0', 'page_view@0']);
  });

  it('are one where a late event bridges two', () => {
    expect(visitsOf([at(0), at(50)])).toEqual(['page_view@0', 'page_view@50']);
    expect(visitsOf([at(50), at(0), at(25)])).toEqual(['page_view@0', 'page_view@0', 'page_view@0']);
  });

  it('end after 24 hours even when active', () => {
    const events = Array.from({ length: 80 }, (_, i) => at(i * 20));
    const visits = new Set(visitsOf(events));
    expect([...visits]).toEqual(['page_view@0', 'page_view@1440']);
  });

  it('go on through a 40-minute read', () => {
    const read = at(40, 'user_engagement', { engagedMs: 40 * MINUTE });
    expect(visitsOf([at(0), read, at(60)])).toEqual(['page_view@0', 'page_view@0', 'page_view@0']);
  });

  it('are neither opened nor extended by a leave event', () => {
    const leave = at(31, 'user_engagement');
    expect(visitsOf([at(0), leave, at(40)])).toEqual(['page_view@0', 'page_view@0', 'page_view@40']);
    expect(visitsFromGaps([at(0), leave], [], IDLE).get(leave.id)).toEqual({
      visit: 'page_view@0',
      active: false,
    });
    expect(visitsOf([leave])).toEqual([null]);
  });

  it('start anew with a page of another campaign, and not with one of none or of the same', () => {
    const mail = at(5, 'page_view', { campaignKey: 'utm_source=mail' });
    const again = at(10, 'page_view', { campaignKey: 'utm_source=mail' });
    expect(visitsOf([at(0), mail, again, at(12)])).toEqual([
      'page_view@0',
      'page_view@5',
      'page_view@5',
      'page_view@5',
    ]);
  });
});

describe('beside the visits of a browser', () => {
  it('an event within 30 minutes joins, one beyond opens its own', () => {
    const stated = [browserVisit(100, 110)];
    expect(visitsOf([at(71), at(139), at(105)], stated)).toEqual(['b', 'b', 'b']);
    expect(visitsOf([at(70), at(140)], stated)).toEqual(['page_view@70', 'page_view@140']);
  });

  it('the nearer of two is joined', () => {
    const stated = [browserVisit(0, 10, 'x'), browserVisit(40, 50, 'y')];
    expect(visitsOf([at(20), at(35)], stated)).toEqual(['x', 'y']);
  });

  it('a joined event does not make it longer, so that a chain of them cannot', () => {
    expect(visitsOf([at(25), at(50)], [browserVisit(0, 0)])).toEqual(['b', 'page_view@50']);
  });

  it('a leave event joins without extending it', () => {
    const placed = visitsFromGaps([at(29, 'user_engagement')], [browserVisit(0, 0)], IDLE);
    expect([...placed.values()]).toEqual([{ visit: 'b', active: false }]);
  });
});

describe.each(['purchase', 'refund', 'survey_response', 'newsletter_subscribe', 'newsletter_unsubscribe'])(
  'a server’s %s',
  (name) => {
    it('joins the browser’s visit within 30 minutes', () => {
      const later = [browserVisit(0, 10, 'x'), browserVisit(45, 50, 'y')];
      expect(visitsOf([at(39, name)], later)).toEqual(['y']);
      expect(visitsOf([at(11, name)], later)).toEqual(['x']);
    });

    it('else the last visit within 24 hours', () => {
      const stated = [browserVisit(0, 10, 'x'), browserVisit(100, 110, 'y')];
      expect(visitsOf([at(110 + 24 * 60, name)], stated)).toEqual(['y']);
      expect(visitsOf([at(110 + 24 * 60 + 1, name)], stated)).toEqual([null]);
      expect(visitsOf([at(0), at(60, name)])).toEqual(['page_view@0', 'page_view@0']);
    });

    it('else none: it opens no visit and bridges none', () => {
      expect(visitsOf([at(5, name)])).toEqual([null]);
      expect(visitsOf([at(0), at(25, name), at(50)])).toEqual(['page_view@0', 'page_view@0', 'page_view@50']);
    });
  },
);

describe('any events', () => {
  const loose = fc.record({
    name: fc.constantFrom('page_view', 'page_view', 'add_to_cart', 'user_engagement', 'purchase'),
    minute: fc.oneof(fc.nat(120), fc.nat(3000)),
    campaignKey: fc.constantFrom(null, null, 'a', 'b'),
    engagedMs: fc.constantFrom(0, 10 * MINUTE, 10 * HOUR),
  });
  const events = fc.array(loose, { maxLength: 20 }).map((all) =>
    all.map(
      ({ minute, engagedMs, ...each }, i): LooseEvent => ({
        ...each,
        id: `e${i}`,
        time: minute * MINUTE,
        engagedMs: each.name === 'user_engagement' ? engagedMs : 0,
      }),
    ),
  );
  const stated = fc
    .array(fc.tuple(fc.nat(3000), fc.nat(60)), { maxLength: 4 })
    .map((all) => all.map(([from, long], i) => browserVisit(from, from + long, `b${i}`)));

  it('are placed alike in any order', () => {
    fc.assert(
      fc.property(events, stated, fc.infiniteStream(fc.nat()), (events, stated, random) => {
        const rank = () => random.next().value as number;
        const shuffled = <T>(all: T[]) =>
          all
            .map((value) => ({ value, rank: rank() }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ value }) => value);
        expect(visitsFromGaps(shuffled(events), shuffled(stated), IDLE)).toEqual(
          visitsFromGaps(events, stated, IDLE),
        );
      }),
    );
  });

  it('make visits without a gap of 30 minutes between active events, of less than a day and of one campaign', () => {
    fc.assert(
      fc.property(events, (events) => {
        const placed = visitsFromGaps(events, [], IDLE);
        const visits = new Map<string, LooseEvent[]>();
        for (const event of [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))) {
          const { visit, active } = placed.get(event.id) ?? {};
          if (visit && active) visits.set(visit, [...(visits.get(visit) ?? []), event]);
        }
        for (const [id, members] of visits) {
          const [opener] = members as [LooseEvent];
          expect(opener.id).toBe(id);
          let last = opener.time;
          for (const event of members) {
            expect(event.time - event.engagedMs - last).toBeLessThan(IDLE.idleMs);
            expect(event.time - opener.time).toBeLessThan(24 * HOUR);
            if (event.campaignKey !== null && event.name !== 'user_engagement')
              expect(event.campaignKey).toBe(opener.campaignKey);
            last = event.time;
          }
        }
      }),
    );
  });
});
