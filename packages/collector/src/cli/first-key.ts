import { hashKey, keyOf, type MintedKey, mintKey } from '../settings/key.js';
import type { Store } from '../store/store.js';
import { WrongUse } from './cli-error.js';

/** Whether somebody has a key that may do all. */
export function hasAdminKey(store: Store): boolean {
  return store
    .keys()
    .some(({ role, sites, expires }) => role === 'admin' && sites === null && expires === null);
}

/** Makes the first admin key. @returns its secret, which is kept nowhere */
export async function addFirstKey(store: Store): Promise<string> {
  const minted = mintKey();
  await add(store, minted);
  return minted.secret;
}

/**
 * Makes sure that the key of the settings is an admin key, beside those that there are.
 *
 * @throws WrongUse where the same key has another role already
 */
export async function takeAdminKey(store: Store, secret: string): Promise<void> {
  const known = store.keyByHash(hashKey(secret));
  if (known === undefined) await add(store, keyOf(secret));
  else if (known.role !== 'admin')
    throw new WrongUse(
      `The admin key of the settings is a ${known.role} key (${known.id}) already. Choose another, or revoke that one: footfall key remove ${known.id}`,
    );
}

const add = (store: Store, { id, hash }: MintedKey) =>
  store.addKey({ id, role: 'admin', sites: null, expires: null }, hash);
