const DAY_MS = 86_400_000;

/** The UTC date so many days from now, `2026-01-31`. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

/** A period around now, wide enough for a test that runs over midnight. */
export function aroundNow(): { readonly from: string; readonly to: string } {
  return { from: dayFromNow(-1), to: dayFromNow(1) };
}
