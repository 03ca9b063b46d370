import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    // React Aria brings its own words in 34 languages; only those of the dashboard are kept.
    { ...optimizeLocales.vite({ locales: ['en-US', 'de-DE', 'es-ES', 'ja-JP', 'zh-CN'] }), enforce: 'pre' },
    react(),
  ],
  build: {
    target: 'es2022',
    // A data: address is one that the Content-Security-Policy does not let in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The test of the first load reads from it which files belong to it.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs, in few files instead of one for each set of pages that share it.
            {
              name: 'react',
              test: /node_modules[\\/](?!\.pnpm)(react|react-dom|scheduler|react-router|@tanstack[\\/](react-query|query-core)|i18next|react-i18next)[\\/]/,
            },
            {
              name: 'frame',
              test: /src[\\/](api|filter[\\/]filter|format|i18n[\\/][^\\/]+\.ts|layout|overview|session|ui[\\/](?!csv-of-rows|panel-picture)|view|period[\\/](?!calendar)|kpi[\\/](change|kpi-info|kpi-value|missing|series-panel|use-series))/,
            },
          ],
        },
      },
    },
  },
  // While one works on the dashboard, the collector runs beside it.
  server: { proxy: { '/v1': process.env.FOOTFALL_COLLECTOR ?? 'http://localhost:8787' } },
});
