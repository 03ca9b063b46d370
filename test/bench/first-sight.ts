/** What a person saw and when, in milliseconds since the page was asked for. */
export interface Sight {
  /** The first thing at all. */
  paint: number;
  /** The figures of all cards. */
  figures: number;
  /** All of it: charts and lists, nothing on its way. */
  whole: number;
  /** By how much what stood there moved, as browsers count it (CLS). */
  shift: number;
  /** What it cost the collector, milliseconds of its processor. */
  processor: number;
}

/**
 * Runs in the page before its own scripts and looks at each frame, so that nothing of the test's own pace is measured;
 * leaves `window.sight`. As text: a compiler of the tests would put calls of its own into it.
 */
export const WATCH = `
  const sight = (window.sight = { shift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sight.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const isThere = (card) => card.getAttribute('aria-busy') !== 'true' && card.querySelector('data') !== null;
  const look = () => {
    const cards = [...document.querySelectorAll('article[data-kpi]')];
    if (sight.figures === undefined && cards.length >= 8 && cards.every(isThere)) {
      sight.paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
      sight.figures = performance.now();
    }
    const waits = document.querySelector('[aria-busy="true"], main [class*="skeleton"]') !== null;
    // A small chart on each card and the large one.
    const drawn = document.querySelectorAll('main canvas').length > cards.length;
    if (sight.figures !== undefined && !waits && drawn) sight.whole = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;
