/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/**
 * Orders packages so that each comes after those of them that it depends on; else the order stays.
 *
 * @template {{ manifest: Manifest }} T
 * @param {readonly T[]} packages
 * @returns {T[]}
 * @throws when two depend on each other.
 */
export function inOrder(packages) {
  const byName = new Map(packages.map((one) => [one.manifest.name, one]));
  /** @type {Set<T>} */
  const done = new Set();
  /** @type {Set<T>} */
  const open = new Set();
  /** @param {T} one */
  const visit = (one) => {
    if (done.has(one)) return;
    if (open.has(one)) throw new Error(`${one.manifest.name} depends on itself, by way of others`);
    open.add(one);
    const names = Object.keys({ ...one.manifest.dependencies, ...one.manifest.devDependencies });
    for (const name of names) {
      const other = byName.get(name);
      if (other) visit(other);
    }
    done.add(one);
  };
  for (const one of packages) visit(one);
  return [...done];
}
