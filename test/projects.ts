/** The tests in five parts. `npm test` runs them all, `npm run test:quick` the last one. */

export interface Part {
  readonly name: string;
  /** Folders and files below test/. */
  readonly paths: readonly string[];
  readonly what: string;
  /** Whether its files share a process: they import the library once, and leave nothing behind. */
  readonly isShared: boolean;
  /** What runs once before them. */
  readonly setup?: readonly string[];
}

/** In the order in which they run: what takes longest comes first. */
const LISTED: readonly Part[] = [
  {
    name: 'browser',
    what: 'the explorer in Chromium',
    isShared: false,
    paths: [
      'explorer/quality.test.ts',
      'explorer/work.test.ts',
      'explorer/explorer.test.ts',
      'explorer/export.test.ts',
    ],
  },
  {
    name: 'command',
    what: 'processes that run what `npm run build` made',
    isShared: false,
    paths: ['sweep', 'cli', 'figures', 'threads', 'house', 'explorer/snippets.test.ts'],
  },
  {
    name: 'installed',
    what: 'the package packed and installed, in Node and in Chromium',
    isShared: false,
    setup: ['test/package/setup.ts'],
    paths: ['package', 'readme', 'browser'],
  },
  {
    name: 'long',
    what: 'long integrals and statistics',
    isShared: true,
    paths: [
      'validation',
      'law/curvature/catalogue-integrals.test.ts',
      'law/curvature/catalogue.test.ts',
      'law/error-estimates.test.ts',
      'law/spectral-initialization.test.ts',
      'law/tails.test.ts',
      'law/finite-size/fluctuation.test.ts',
      'law/minimizer/thin-tail.test.ts',
      'law/minimizer/with-mean.test.ts',
      'law/transitions/transition.test.ts',
      'simulation/agreement.test.ts',
      'simulation/covariance.test.ts',
      'simulation/entries.test.ts',
      'dataset/data-comparison.test.ts',
      'dataset/fitted-data-law.test.ts',
      'dataset/hessian-spectrum.test.ts',
      'dataset/mark-eigenvalues.test.ts',
      'dataset/population-spectrum.test.ts',
      'initialization/optimal-preprocessing.test.ts',
      'initialization/recovery-study.test.ts',
      'initialization/spectral-estimate.test.ts',
    ],
  },
];

const pattern = (path: string) => (path.endsWith('.test.ts') ? `test/${path}` : `test/${path}/**/*.test.ts`);

export const PARTS = [
  ...LISTED.map((part) => ({ setup: [], ...part, include: part.paths.map(pattern), exclude: [] as string[] })),
  {
    name: 'quick',
    what: 'everything else',
    isShared: true,
    paths: [],
    setup: [],
    include: ['test/**/*.test.ts'],
    exclude: LISTED.flatMap(({ paths }) => paths.map(pattern)),
  },
];
