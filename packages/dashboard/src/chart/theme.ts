import { useSyncExternalStore } from 'react';

/** The colours of the page, for what is drawn on a canvas and cannot follow the style sheet by itself. */
export interface Colours {
  mark: string;
  bar: string;
  ink: string;
  quiet: string;
  faint: string;
  line: string;
  card: string;
  good: string;
  bad: string;
  dark: boolean;
  /** For lines of several groups in one chart. */
  lines: readonly string[];
}

const LINES = ['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6'];

const dark = matchMedia('(prefers-color-scheme: dark)');
let probe: HTMLElement | undefined;
let known: Colours | undefined;

// light-dark() in a custom property is resolved only where it is used, so an element uses it.
function resolved(name: string): string {
  if (probe === undefined) {
    probe = document.createElement('i');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

function read(): Colours {
  const scheme = document.documentElement.dataset.theme;
  return {
    mark: resolved('mark'),
    bar: resolved('bar'),
    ink: resolved('ink'),
    quiet: resolved('quiet'),
    faint: resolved('faint'),
    line: resolved('line'),
    card: resolved('card'),
    good: resolved('good'),
    bad: resolved('bad'),
    dark: scheme === undefined ? dark.matches : scheme === 'dark',
    lines: LINES.map(resolved),
  };
}

const listeners = new Set<() => void>();
function changed(): void {
  known = undefined;
  for (const listener of listeners) listener();
}
dark.addEventListener('change', changed);
new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-theme'] });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The colours of the page as they are now. */
export function useColours(): Colours {
  return useSyncExternalStore(subscribe, () => {
    known ??= read();
    return known;
  });
}

/** The same colour, less of it. `colour` is `rgb(…)`, as computed styles are. */
export function faded(colour: string, part: number): string {
  const [red = 0, green = 0, blue = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  return colour.startsWith('color(')
    ? `rgb(${red * 255} ${green * 255} ${blue * 255} / ${part})`
    : `rgb(${red} ${green} ${blue} / ${part})`;
}

/** How a tooltip of Chart.js looks. */
export const tooltipColours = ({ card, line, ink }: Colours) => ({
  backgroundColor: card,
  borderColor: line,
  borderWidth: 1,
  titleColor: ink,
  bodyColor: ink,
  displayColors: false,
});
