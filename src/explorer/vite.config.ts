// The explorer: static files for any host, with paths relative to wherever they lie, into dist/explorer.
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { prebundledLicenses } from '../../licenses.ts';
import { POLICY } from './policy.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The policy in the page itself, for hosts that send no headers. After the character set, which must come first. */
function policy(): Plugin {
  const meta = `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
  return { name: 'policy', transformIndexHtml: (html) => html.replace('<meta charset="utf-8" />', meta) };
}

export default defineConfig({
  root: path('.'),
  base: './',
  plugins: [policy(), prebundledLicenses([], ['as-bind', 'wasm-feature-detect'])],
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
