// The explorer: static files for any host, with paths relative to wherever they lie, into dist/explorer.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { prebundledLicenses } from '../../licenses.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  base: './',
  plugins: [prebundledLicenses([], ['as-bind'])],
  publicDir: false,
  build: {
    outDir: path('../../dist/explorer'),
    emptyOutDir: true,
    target: 'es2022',
    // Every browser that runs the page's WebAssembly has it.
    modulePreload: { polyfill: false },
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
    // No data: addresses: the page's policy allows none for scripts, styles and fonts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: path('index.html'), benchmark: path('benchmark.html') } },
  },
  worker: { format: 'es' },
});
