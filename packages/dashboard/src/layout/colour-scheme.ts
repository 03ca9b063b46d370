export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const NAME = 'footfall.theme';

/** What the owner chose, else that of the system. */
export function chosenTheme(): Theme {
  try {
    return THEMES.find((one) => one === localStorage.getItem(NAME)) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Shows the page in these colours, now and the next time. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // It lasts as long as the page.
  }
}
