import { joins } from './join.js';
import { type Track, telling } from './older-event.js';
import { fromSegment } from './segment.js';
import { watchSegment } from './segment-snippet.js';
import { fromUniversalAnalytics } from './universal-analytics.js';

joins().push((commands, _on, _keep, decimal, setDialect, watchQueue, guard) => {
  const track = commands.track as Track;
  const tell = telling(track, decimal);
  const segment = fromSegment(tell);
  commands.track = (name: string, data: Record<string, unknown>) => segment(name, data) || track(name, data);
  setDialect(fromUniversalAnalytics(tell));
  watchSegment(guard(segment), watchQueue);
});
