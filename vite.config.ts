import { defineConfig } from 'vitest/config';
import { prebundledLicenses } from './licenses.ts';

/** Optional peers stay outside of the bundles. */
const EXTERNAL = ['@resvg/resvg-js'];

// Two builds into dist: the library, for pages and Node alike, and (vite build --ssr) the command line, for Node alone.
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [prebundledLicenses()],
  build: {
    target: 'es2022',
    minify: false,
    emptyOutDir: false,
    license: { fileName: isSsrBuild ? 'THIRD-PARTY-LICENSES.cli.md' : 'THIRD-PARTY-LICENSES.md' },
    ...(isSsrBuild ? {} : { lib: { entry: { index: 'src/index.ts' }, formats: ['es'] } }),
    rollupOptions: {
      external: EXTERNAL,
      output: { chunkFileNames: isSsrBuild ? 'cli/[name].js' : 'library/[name].js', entryFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'build/test-report.json' }]],
  },
}));
