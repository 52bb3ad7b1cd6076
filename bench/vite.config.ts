// Scripts for Node, from the library's sources: build/bench.js, build/validate.js, build/universality.js, build/initialization.js and their like.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'build',
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    rollupOptions: {
      input: {
        bench: 'bench/index.ts',
        'bench-report': 'bench/publish-results.ts',
        'one-trial': 'bench/one-trial.ts',
        'library-server': 'bench/library-server.ts',
        validate: 'test/validation/index.ts',
        universality: 'test/validation/universality.ts',
        initialization: 'test/validation/initialization.ts',
      },
      external: ['@resvg/resvg-js', 'hyparquet-writer', 'playwright-core', 'numeric'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'scripts/[name].js' },
    },
  },
  ssr: { noExternal: true },
});
