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
 * Keeps the key for this tab, or beyond it. A key for the tab leaves the one that is kept beyond it where it is: who has
 * opened a link is still signed in everywhere else.
 *
 * @param stay also after the browser was closed: for a machine that nobody else uses.
 */
export function keepKey(key: string, { stay }: { stay: boolean }): void {
  memory = key;
  try {
    if (stay) sessionStorage.removeItem(NAME);
    (stay ? localStorage : sessionStorage).setItem(NAME, key);
  } catch {
    // The key lives as long as the page.
  }
}

/** Signs out: of this tab, and of what was kept beyond it. */
export function forgetKeys(): void {
  forgetWhere(() => true);
}

/** Forgets a key that opens nothing; another one that is kept stays. */
export function forgetKey(refused: string): void {
  forgetWhere((key) => key === refused);
}

function forgetWhere(isMeant: (key: string | null) => boolean): void {
  if (isMeant(memory)) memory = null;
  try {
    for (const storage of [sessionStorage, localStorage])
      if (isMeant(storage.getItem(NAME))) storage.removeItem(NAME);
  } catch {
    // There is nothing stored.
  }
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
