import { fromSegment } from './segment.js';
import { type EnhancedEcommerce, fromUniversalAnalytics } from './universal-analytics.js';
import { watchDataLayer } from './watch-data-layer.js';

// Loaded before the tracker, and so before calls that wait are replayed.
type Call = ArrayLike<unknown>;
type Footfall = { (...call: unknown[]): void; q?: Call[] };

const page = window as unknown as { footfall?: Footfall };
let inner = page.footfall;

const translate = (call: Call): Call =>
  (call[0] === 'track' && fromSegment(call[1] as string, call[2] as object as never)) || call;

const waiting = Array.from(inner?.q || [], translate);
const footfall: Footfall = (...call) => {
  const said = translate(call);
  // The page's stub leaves calls with itself, where the tracker would not find them.
  if (inner && !inner.q) inner(...Array.from(said));
  else waiting.push(said);
};
footfall.q = waiting;
if (inner) inner.q ||= waiting;

Object.defineProperty(window, 'footfall', {
  get: () => footfall,
  set: (tracker: Footfall) => {
    inner = tracker;
    // It has replayed them.
    delete footfall.q;
  },
});

watchDataLayer((entry: EnhancedEcommerce) => {
  try {
    for (const event of fromUniversalAnalytics(entry)) footfall(...event);
  } catch {
    // Whatever else a page pushes is none of the shop's events.
  }
});
