// Where a browser refuses storage the shop still works; it forgets when the page is left.
const memory = new Map();
const PREFIX = 'kiln-and-oak.';

export const read = (key, otherwise) => {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return memory.has(key) ? memory.get(key) : otherwise;
  }
};

export const keep = (key, value) => {
  memory.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Kept in memory above.
  }
};
