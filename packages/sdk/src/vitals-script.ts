import { watchVitals } from './vitals.js';

const page = window as unknown as { footfall?: (name: string, data: object) => void };

// The observers see what happened before them, so nothing is lost by waiting until the page has time.
const start = (): void => watchVitals((name, data) => page.footfall?.(name, data));
if ('requestIdleCallback' in window) requestIdleCallback(start);
else setTimeout(start, 1000);
