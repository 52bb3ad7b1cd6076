import { availableParallelism } from 'node:os';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { prebundledLicenses } from './licenses.ts';
import { PATIENCE } from './test/patience.ts';
import { PARTS } from './test/projects.ts';
import { SkippedReporter } from './test/skipped.ts';

/** Optional peers stay outside of the bundles. */
const EXTERNAL = ['@resvg/resvg-js', 'hyparquet-writer'];

/** For Node alone: the command line, sweeps from code, and the file of their workers. */
const NODE_ENTRIES = { cli: 'src/cli/cli.ts', sweep: 'src/sweep/index.ts', 'sweep-worker': 'src/sweep/worker.ts' };

/**
 * Names the threads' script in the way that bundlers know: as what Vite itself finds in a source, it would be bundled into the
 * library instead of beside it.
 */
function threadUrl(): Plugin {
  return {
    name: 'thread-url',
    renderChunk(code, { fileName }) {
      if (!/new Worker\(THREAD_URL/.test(code)) return null;
      const path = `${fileName.includes('/') ? '../' : './'}thread.js`;
      return code.replaceAll('THREAD_URL', `new URL('${path}', import.meta.url)`);
    },
  };
}

// Two builds into dist: the library, for pages and Node alike, and (vite build --ssr) what is for Node alone.
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [prebundledLicenses(), threadUrl()],
  build: {
    target: 'es2022',
    minify: false,
    emptyOutDir: false,
    license: { fileName: isSsrBuild ? 'THIRD-PARTY-LICENSES.cli.md' : 'THIRD-PARTY-LICENSES.md' },
    ...(isSsrBuild ? {} : { lib: { entry: { index: 'src/index.ts', thread: 'src/wasm/thread.ts' }, formats: ['es'] } }),
    rollupOptions: {
      ...(isSsrBuild ? { input: NODE_ENTRIES } : {}),
      external: EXTERNAL,
      output: { chunkFileNames: isSsrBuild ? 'cli/[name].js' : 'library/[name].js', entryFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true },
  test: {
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    // Half of what the tests do is to wait for other processes: two files at a time also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', new SkippedReporter(), ['json', { outputFile: 'build/test-report.json' }]],
    projects: PARTS.map(({ name, include, exclude, isShared, setup }) => ({
      extends: true as const,
      test: { name, include, exclude, isolate: !isShared, globalSetup: [...setup] },
    })),
  },
}));
