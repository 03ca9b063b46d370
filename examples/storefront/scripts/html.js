const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Markup {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

const write = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(write).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
};

/** A template tag: what is put in is escaped, unless it is markup of this tag itself. */
export const html = (strings, ...values) =>
  new Markup(strings.reduce((text, part, index) => text + write(values[index - 1]) + part));

export const fill = (element, markup) => {
  element.innerHTML = markup.text;
};
