const NAME = 'footfall.key';

/** The key of this tab, or the one that was kept for longer. Storage that is switched off holds none. */
export function storedKey(): string | null {
  try {
    return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME);
  } catch {
    return memory;
  }
}

let memory: string | null = null;

/**
 * Keeps the key for this tab, or beyond it.
 *
 * @param stay also after the browser was closed: for a machine that nobody else uses.
 */
export function keepKey(key: string, { stay }: { stay: boolean }): void {
  memory = key;
  try {
    forgetStored();
    (stay ? localStorage : sessionStorage).setItem(NAME, key);
  } catch {
    // The key lives as long as the page.
  }
}

/** Signs out. */
export function forgetKey(): void {
  memory = null;
  try {
    forgetStored();
  } catch {
    // There is nothing stored.
  }
}

function forgetStored(): void {
  sessionStorage.removeItem(NAME);
  localStorage.removeItem(NAME);
}

/**
 * Takes the key out of an address such as `/#key=ff_…` and cleans the address, so that the key is neither seen nor
 * copied along with it.
 */
export function keyOfAddress(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return key.trim() || null;
}

/** The key that a page starts with: that of its address, which is kept then, else the one that was kept before. */
export function keyOfStart(): string | null {
  const given = keyOfAddress();
  if (given !== null) keepKey(given, { stay: false });
  return storedKey();
}
