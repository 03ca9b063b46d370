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

// Puts code together with its functions in another order: each takes the place of another one.
const swapping = (code, functions) => (ordered) => {
  let [result, end] = ['', 0];
  functions.forEach((one, index) => {
    result += code.slice(end, one.start) + code.slice(ordered[index].start, ordered[index].end);
    end = one.end;
  });
  return result + code.slice(end);
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
  return { functions, inOrder: swapping(code.replace(/;\s*$/, ''), functions) };
}

const known = JSON.parse(readFileSync(new URL('./function-order.json', import.meta.url), 'utf8'));

/**
 * Functions in the order that `function-order.json` has for `use`: each takes the place of another one that is in it. One that
 * is not stays where it is, which costs a few bytes and nothing else.
 */
export const asKnown = (functions, use) => {
  const order = known[use] ?? [];
  const ranked = functions
    .filter(({ name }) => order.includes(name))
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return functions.map((one) => (order.includes(one.name) ? ranked.shift() : one));
};

/**
 * The functions of a module that is not minified, and a way to put it together with them in another order.
 */
export function functionsOf(code) {
  const functions = parseAst(code)
    .body.filter(({ declarations: [one] = [] }) => one?.init?.type === 'ArrowFunctionExpression')
    .map(({ declarations, start, end }) => ({ name: declarations[0].id.name, start, end }))
    // `init` is in a file of its own.
    .filter(({ name }) => !/^(guard|init)$/.test(name));
  return { functions, inOrder: swapping(code, functions) };
}

/** The same for what a shop's bundler makes of the npm package: it keeps the order in which functions come to it. */
export const orderFunctions = {
  name: 'order-functions',
  renderChunk(code, { fileName }) {
    if (fileName !== 'shared.js') return null;
    const { functions, inOrder } = functionsOf(code);
    return inOrder(asKnown(functions, 'npm'));
  },
};

/**
 * Minifies a script. Functions that look alike compress better side by side: `function-order.json` holds a good order, that
 * `find-function-order.mjs` has found. One that it does not know stays behind the others, which costs a few bytes and
 * nothing else.
 */
export const compress = (use) => ({
  name: 'compress',
  async renderChunk(source) {
    const { functions, inOrder } = await minifyScript(source);
    return inOrder(asKnown(functions, use));
  },
});

/** A block keeps what `let` declares to itself, in fewer bytes than a function. */
export const enclose = {
  name: 'enclose',
  renderChunk(code) {
    if (parseAst(code).body.some(({ kind, type }) => kind === 'var' || /^(Function|Class)Decl/.test(type)))
      throw new Error('a block does not keep what `var` and `function` declare');
    return `{${code.trim()}}`;
  },
  // Rollup ends each file with a line break, which compresses badly.
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) chunk.code = chunk.code.trimEnd();
  },
};
