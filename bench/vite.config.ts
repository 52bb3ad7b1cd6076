// The benches as one file for Node, from the library's sources: build/bench.js.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: 'bench/index.ts',
    outDir: 'build',
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    rollupOptions: {
      external: ['@resvg/resvg-js'],
      output: { entryFileNames: 'bench.js', chunkFileNames: 'bench-[name].js' },
    },
  },
  ssr: { noExternal: true },
});
