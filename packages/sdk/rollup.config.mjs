import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { compress, enclose, orderFunctions } from './compress.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

const compile = () =>
  typescript({
    tsconfig: './tsconfig.json',
    compilerOptions: {
      composite: false,
      incremental: false,
      tsBuildInfoFile: undefined,
      declaration: false,
      emitDeclarationOnly: false,
      outDir: undefined,
      sourceMap: false,
      module: 'ESNext',
      moduleResolution: 'Bundler',
    },
    noEmitOnError: true,
    exclude: ['**/*.test.ts'],
  });

// The version travels in each batch, so that the collector can allow for an old script in some cache.
const stampVersion = {
  name: 'stamp-version',
  renderChunk: (code) => code.replaceAll('__VERSION__', JSON.stringify(version)),
};

// One keyword for all declarations compresses better than two, and lets the minifier join them.
const declareAlike = {
  name: 'declare-alike',
  renderChunk: (code) => code.replace(/^(\s*(?:export )?|.*\bfor (?:await )?\()const (?=[\w[{])/gm, '$1let '),
};

// What `init` may need is one file, in which functions can stand in any order.
const shared = (id) =>
  /\/(?!index|linker|dialects|vitals|older|segment|universal)[\w-]+\.ts$/.test(id) && 'shared';

/** A file that the script tag loads, or that is loaded beside it when asked for. */
const script = (input, file, [format, ...enclosing] = ['es', enclose]) => ({
  input: `src/${input}.ts`,
  output: { file: `dist/${file}.js`, format, strict: false },
  plugins: [nodeResolve(), compile(), stampVersion, declareAlike, compress(input), ...enclosing],
});

export default [
  {
    input: ['index', 'dialects', 'linker', 'vitals'].map((name) => `src/${name}.ts`),
    output: { dir: 'dist', format: 'es', chunkFileNames: '[name].js', manualChunks: shared },
    plugins: [nodeResolve(), compile(), stampVersion, declareAlike, orderFunctions],
  },
  script('script', 'footfall'),
  ...['dialects', 'linker'].map((name) => script(`${name}-script`, `footfall-${name}`)),
  // The library in it declares functions, which a block would not keep.
  script('vitals-script', 'footfall-vitals', ['iife']),
];
