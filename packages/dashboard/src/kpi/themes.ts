/** What the catalogue is grouped by. */
export const THEMES = ['sales', 'marketing', 'care'] as const;
