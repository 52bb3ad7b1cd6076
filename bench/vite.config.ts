// Scripts for Node, from the library's sources: build/bench.js and build/validate.js.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'build',
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    rollupOptions: {
      input: { bench: 'bench/index.ts', validate: 'test/validation/index.ts' },
      external: ['@resvg/resvg-js', 'hyparquet-writer', 'playwright-core', 'numeric'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'scripts/[name].js' },
    },
  },
  ssr: { noExternal: true },
});
