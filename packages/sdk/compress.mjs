import { readFileSync } from 'node:fs';
import { parseAst } from 'rollup/parseAst';
import { minify } from 'terser';

const OPTIONS = {
  ecma: 2022,
  toplevel: true,
  compress: {
    passes: 4,
    unsafe: true,
    unsafe_arrows: true,
    unsafe_methods: true,
    pure_getters: true,
    keep_fargs: false,
  },
  mangle: { properties: { regex: /^_/ } },
  format: { comments: false },
};

/**
 * Minifies a script.
 *
 * @returns the functions in it, each with the name that it has in the source, and a way to put the script together
 * with them in another order. Arrow functions may be declared in any order, but for `guard`, which is called meanwhile.
 */
export async function minifyScript(source) {
  const nameCache = {};
  const { code } = await minify(source, { ...OPTIONS, nameCache });
  const names = new Map(Object.entries(nameCache.vars.props).map(([name, short]) => [short, name.slice(1)]));
  const functions = parseAst(code)
    .body.flatMap(({ declarations = [] }) => declarations)
    .map(({ id, init, start, end }) => ({ init, start, end, name: names.get(id.name) }))
    .filter(({ init, name }) => init?.type === 'ArrowFunctionExpression' && name !== 'guard');
  const inOrder = (ordered) => {
    let [result, end] = ['', 0];
    functions.forEach((one, index) => {
      result += code.slice(end, one.start) + code.slice(ordered[index].start, ordered[index].end);
      end = one.end;
    });
    return result + code.slice(end).replace(/;\s*$/, '');
  };
  return { functions, inOrder };
}

const known = JSON.parse(readFileSync(new URL('./function-order.json', import.meta.url), 'utf8'));
const place = ({ name }) => (known.includes(name) ? known.indexOf(name) : known.length);

/** Functions in the order of `function-order.json`. */
export const asKnown = (functions) => [...functions].sort((a, b) => place(a) - place(b));

/**
 * Minifies a script. Functions that look alike compress better side by side: `function-order.json` holds a good order, that
 * `find-function-order.mjs` has found. One that it does not know stays behind the others, which costs a few bytes and
 * nothing else.
 */
export const compress = {
  name: 'compress',
  async renderChunk(source) {
    const { functions, inOrder } = await minifyScript(source);
    return inOrder(asKnown(functions));
  },
};

/** A block keeps what `let` declares to itself, in fewer bytes than a function. */
export const enclose = {
  name: 'enclose',
  renderChunk(code) {
    if (parseAst(code).body.some(({ kind, type }) => kind === 'var' || /^(Function|Class)Decl/.test(type)))
      throw new Error('a block does not keep what `var` and `function` declare');
    return `{${code.trim()}}`;
  },
};
