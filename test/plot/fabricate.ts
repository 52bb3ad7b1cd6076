/** Made-up comparisons: closed-form densities as the law, with eigenvalues drawn from them by inverse CDF. */

import type { Comparison, OutlierComparison } from '../../src/compare/comparison';
import type { MarchenkoPastur } from '../../src/law/distribution/marchenko-pastur';
import type { Edge, Law, Outlier } from '../../src/law/law';
import type { Model, Signal } from '../../src/model/model';
import type { Spectrum } from '../../src/simulation/spectrum';

export const MODEL: Model = {
  samples: 6000,
  features: 800,
  aspectRatio: 800 / 6000,
  response: { kind: 'logistic' },
  loss: { kind: 'logistic' },
  entries: { kind: 'gaussian' },
  preprocessing: null,
  covariance: { kind: 'atoms', eigenvalues: [1], weights: [1] },
  mean: { frame: [1, 0, 0] },
  w: { frame: [0, 1, 0] },
  wStar: { frame: [0, 1, 0] },
  intercept: 0,
  minimizer: null,
};

const UNKNOWN = { expected: null, standardDeviation: null, source: null, reason: 'made up' } as const;

interface Piece {
  /** Null: unbounded, with `reach` where nothing worth mentioning is left. */
  readonly ends: readonly [number | null, number | null];
  readonly reach: readonly [number, number];
  readonly mass: number;
  /** Up to a factor. */
  readonly shape: (x: number) => number;
  /** The density does not vanish at the left end. */
  readonly touchesZero?: boolean;
}

interface Recipe {
  readonly model?: Partial<Model>;
  readonly pieces: readonly Piece[];
  readonly outliers?: readonly (readonly [number, Outlier['side'], Partial<Record<Signal, number>>])[];
  readonly atomAtZero?: number;
  readonly trials?: number;
  readonly seed?: number | bigint;
}

/** mulberry32. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Marchenko-Pastur shape between the given ends. */
export function marchenkoPasturPiece(lower: number, upper: number, mass = 1, touchesZero = false): Piece {
  // Reaches 1 / sqrt(x) where the lower end is zero.
  const shape = (x: number) => (x <= lower || x >= upper ? 0 : Math.sqrt((x - lower) * (upper - x)) / x);
  return { ends: [lower, upper], reach: [lower, upper], mass, shape, touchesZero };
}

interface Table {
  readonly xs: Float64Array;
  readonly cdf: Float64Array;
  readonly norm: number;
}

/** The CDF of a shape by the midpoint rule in theta, x = middle - half cos(theta). */
function tabulate({ shape, reach: [lower, upper] }: Piece): Table {
  const steps = 20_000;
  const half = (upper - lower) / 2;
  const xs = new Float64Array(steps + 1);
  const cdf = new Float64Array(steps + 1);
  xs[0] = lower;
  for (let k = 0; k < steps; k++) {
    const theta = ((k + 0.5) * Math.PI) / steps;
    xs[k + 1] = lower + 2 * half * Math.sin(((k + 1) * Math.PI) / (2 * steps)) ** 2;
    cdf[k + 1] =
      cdf[k] + (shape(lower + 2 * half * Math.sin(theta / 2) ** 2) * half * Math.sin(theta) * Math.PI) / steps;
  }
  const norm = cdf[steps];
  return { xs, cdf: cdf.map((value) => value / norm), norm };
}

function invert({ xs, cdf }: Table, u: number): number {
  const k = Math.max(
    cdf.findIndex((value) => value >= u),
    1,
  );
  return xs[k - 1] + ((u - cdf[k - 1]) / (cdf[k] - cdf[k - 1])) * (xs[k] - xs[k - 1]);
}

export function fabricate(recipe: Recipe): Comparison {
  const { pieces, outliers = [], atomAtZero = 0, trials = 1, seed = 1 } = recipe;
  const model = { ...MODEL, ...recipe.model };
  const p = model.features as number;
  const tables = pieces.map(tabulate);
  const random = randomSource(Number(seed));

  const edge = (location: number | null, delta: number | null): Edge => ({
    location,
    delta,
    residual: 0,
    error: 0,
    kind: location === null ? 'unbounded' : delta === null ? 'hard' : 'regular',
    certificate: null,
  });
  const predicted: Outlier[] = outliers.map(([location, side, alignment]) => ({
    location,
    side,
    alignment,
    error: 1e-12,
    alignmentError: {},
    residual: 1e-14,
  }));
  const density = (x: number) => {
    const inside = pieces.findIndex(({ reach: [lower, upper] }) => x >= lower && x <= upper);
    return inside < 0 ? 0 : ((1 - atomAtZero) * pieces[inside].mass * pieces[inside].shape(x)) / tables[inside].norm;
  };
  const unused = () => {
    throw new Error('not part of a picture');
  };
  const law: Law = {
    aspectRatio: model.aspectRatio,
    minimizer: null,
    bulks: pieces.map(({ ends, touchesZero, mass }) => ({
      left: edge(ends[0], ends[0] === null || touchesZero ? null : 1),
      right: edge(ends[1], ends[1] === null ? null : 1),
      mass: (1 - atomAtZero) * mass,
      touchesZero: touchesZero ?? false,
    })),
    supportCheck: {
      bulks: pieces.length,
      bounded: { left: true, right: true },
      mass: 1,
      massError: 0,
      certified: true,
    },
    support: pieces.map(({ ends }) => ends),
    atomAtZero,
    outliers: predicted,
    density,
    densityAt: unused,
    stieltjes: unused,
    cdf: unused,
    quantile: unused,
    cdfEstimate: unused,
    quantileEstimate: unused,
    cdfDeviation: unused,
    integrate: unused,
    moments: [],
    edgeShape: () => null,
    outlierDeviation: () => null,
    massCheck: { bulks: pieces.map(({ mass }) => (1 - atomAtZero) * mass), total: 1, error: 0 },
  };

  const spectra = Array.from({ length: trials }, (_, trial): Spectrum => {
    const zeros = Math.round(atomAtZero * p);
    const values = Array.from({ length: zeros }, () => (random() - 0.5) * 1e-16);
    const bulkCount = p - zeros - predicted.length;
    pieces.forEach(({ mass }, k) => {
      const count = k < pieces.length - 1 ? Math.round(mass * bulkCount) : bulkCount + zeros - values.length;
      // One value in each of `count` slices of the mass: rigid, as eigenvalues are.
      for (let i = 0; i < count; i++) values.push(invert(tables[k], (i + random()) / count));
    });
    for (const { location } of predicted) values.push(location * (1 + 0.01 * (random() - 0.5)));
    return {
      seed,
      trial,
      samples: model.samples as number,
      features: p,
      eigenvalues: Float64Array.from(values).sort(),
      pairs: [],
      trace: 0,
      frobeniusSquared: 0,
      orthogonality: 0,
      timing: { sample: 0, build: 0, tridiagonalize: 0, eigenvalues: 0, eigenvectors: 0 },
    };
  });

  const several = trials > 1;
  const matched = predicted.map((outlier): OutlierComparison => {
    const near = spectra.map(({ eigenvalues }) =>
      eigenvalues.reduce((a, b) => (Math.abs(b - outlier.location) < Math.abs(a - outlier.location) ? b : a)),
    );
    const shifted = Object.entries(outlier.alignment).map(([signal, value]) => [signal, value - 0.004]);
    return {
      predicted: outlier,
      location: near.reduce((sum, value) => sum + value, 0) / trials,
      locationStandardError: several ? 0.00043 : null,
      alignment: Object.fromEntries(shifted),
      alignmentStandardError: several ? Object.fromEntries(shifted.map(([signal]) => [signal, 0.0021])) : null,
      residual: 1e-14,
      fluctuation: { ...UNKNOWN, expected: outlier.location },
      outside: { pValue: 1.2e-9, reason: null },
    };
  });
  const bulkOf = ({ eigenvalues }: Spectrum, [lower, upper]: readonly [number, number]) =>
    eigenvalues.filter((x) => x >= lower && x <= upper);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const first = pieces[0].reach[0];
  const last = pieces[pieces.length - 1].reach[1];
  const pooled = Float64Array.from(spectra.flatMap((s) => [...bulkOf(s, [first, last])])).sort();
  const fit = fitted(pooled[0], pooled[pooled.length - 1], model.aspectRatio);
  return {
    fresh: null,
    model,
    seed,
    law,
    trials: spectra,
    edges: pieces.flatMap(({ ends, reach }) => [
      {
        predicted: ends[0],
        simulated: mean(spectra.map((s) => bulkOf(s, reach)[0])),
        standardError: several ? 0.00031 : null,
        fluctuation: { ...UNKNOWN, scale: null, deviation: null },
      },
      {
        predicted: ends[1],
        simulated: mean(spectra.map((s) => bulkOf(s, reach).at(-1) as number)),
        standardError: several ? 0.00052 : null,
        fluctuation: {
          expected: ends[1],
          standardDeviation: 0.002,
          scale: 0.0016,
          deviation: 0,
          source: 'theory',
          reason: null,
        },
      },
    ]),
    outliers: matched,
    distance: { kolmogorovSmirnov: 0.00212, wasserstein1: 0.000231 },
    marchenkoPastur: {
      law: fit,
      distance: { kolmogorovSmirnov: 0.0345, wasserstein1: 0.00512 },
      nearest: {
        fit,
        distance: { kolmogorovSmirnov: 0.00061, wasserstein1: 0.000047 },
        verdict: 'similar',
        noise: 0.0062,
        featuresNeeded: 91_000,
        trialsNeeded: 420,
      },
    },
  };
}

/** Marchenko-Pastur of ratio c, shifted and scaled to [lower, upper]; its continuous part has mass min(1, 1 / c). */
function fitted(lower: number, upper: number, c: number): MarchenkoPastur {
  const [a, b] = [(1 - Math.sqrt(c)) ** 2, (1 + Math.sqrt(c)) ** 2];
  const scale = (upper - lower) / (b - a);
  const shift = lower - scale * a;
  const density = (x: number) => {
    const t = (x - shift) / scale;
    return t <= a || t >= b ? 0 : Math.sqrt((t - a) * (b - t)) / (2 * Math.PI * c * t * scale);
  };
  return {
    aspectRatio: c,
    shift,
    scale,
    support: [lower, upper],
    density,
    cdf() {
      throw new Error('not part of a picture');
    },
    quantile() {
      throw new Error('not part of a picture');
    },
  };
}

/** Log-normal to the right of an edge: bounded on the left, no end on the right. */
function logNormalPiece(edge: number, reach: number): Piece {
  const shape = (x: number) => {
    const t = (x - edge) / 0.9;
    return t <= 0 ? 0 : Math.exp(-(Math.log(t) ** 2) / 1.4) / t;
  };
  return { ends: [edge, null], reach: [edge, reach], mass: 1, shape };
}

export const CASES = {
  oneSpike: () =>
    fabricate({
      pieces: [marchenkoPasturPiece(0.0815378, 0.3912764)],
      outliers: [[0.4713443, 'right', { mean: 0.75249, w: 0.0012, wStar: 0.0012 }]],
    }),
  threeTrials: () =>
    fabricate({
      pieces: [marchenkoPasturPiece(0.0815378, 0.3912764)],
      outliers: [
        [0.061, 'left', { mean: 0, w: 0.61, wStar: 0.58 }],
        [0.4713443, 'right', { mean: 0.75249, w: 0.1, wStar: 0.2 }],
      ],
      trials: 3,
      seed: 2n ** 64n - 1n,
    }),
  twoBulks: () =>
    fabricate({
      model: {
        covariance: { kind: 'atoms', eigenvalues: [1, 4], weights: [0.5, 0.5] },
        mean: { frame: [0, 0.8, 0.6] },
        wStar: { frame: [0, 0, 0] },
      },
      pieces: [marchenkoPasturPiece(0.0699, 0.234, 0.5), marchenkoPasturPiece(0.3398, 1.0555, 0.5)],
      outliers: [
        [0.3344, 'gap', { mean: 0.12, w: 0.44 }],
        [0.29, 'gap', { mean: 0.31, w: 0.2 }],
      ],
    }),
  unbounded: () =>
    fabricate({
      model: { loss: { kind: 'exponential' }, mean: { frame: [0, 0, 0] }, wStar: { frame: [0, 0, 0] } },
      pieces: [logNormalPiece(0.462595, 60)],
      outliers: [[0.33, 'left', { w: 0.52 }]],
    }),
  atom: () =>
    fabricate({
      model: { samples: 400, aspectRatio: 2, loss: { kind: 'square' } },
      pieces: [marchenkoPasturPiece(0.1716, 5.8284)],
      outliers: [[7.1, 'right', { mean: 0.5 }]],
      atomAtZero: 0.5,
    }),
  wideRange: () =>
    fabricate({
      pieces: [marchenkoPasturPiece(0, 1, 1, true)],
      outliers: [
        [1.31, 'right', { w: 0.4, wStar: 0.3 }],
        [25.4, 'right', { mean: 0.97 }],
      ],
    }),
  bothSides: () =>
    fabricate({
      model: {
        response: { kind: 'phase-retrieval', noise: 0.5 },
        loss: { kind: 'phase-retrieval' },
        mean: { frame: [0, 0, 0] },
        wStar: { frame: [0, 0, 2] },
      },
      pieces: [
        {
          ends: [null, null],
          reach: [-80, 60],
          mass: 1,
          shape: (x) => Math.exp(-Math.abs(x) / (x < 0 ? 4 : 2.2)) / Math.cbrt(Math.abs(x)),
        },
      ],
    }),
} as const;
