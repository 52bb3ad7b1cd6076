/** Does descent find wStar? From the spectral estimate and from a random start, over n / p and many samples. */

import { checkNumber } from '../check';
import { defineModel, type ModelInput } from '../model/define-model';
import type { Model } from '../model/model';
import { drawSamples } from '../simulation/drawn-samples';
import { Engine } from '../simulation/engine';
import { Pacer, type Progress } from '../simulation/pacer';
import { seedTrialStream } from '../simulation/seed';
import { type DescentLoss, descend } from './descent';
import { signalNorm } from './signal-norm';
import { spectralEstimate } from './spectral-estimate';

/** Problems that are not convex; each is solved by descent on its own loss. */
export const STUDIED = {
  'phase-retrieval': { title: 'y = h*²', response: { kind: 'phase-retrieval' }, even: true },
  relu: { title: 'y = max(h*, 0) + N(0, 1) / 5', response: { kind: 'relu', noise: 0.2 }, even: false },
} as const satisfies Record<
  DescentLoss,
  { readonly title: string; readonly response: ModelInput['response']; readonly even: boolean }
>;

export const STARTS = ['spectral', 'random'] as const;
export type Start = (typeof STARTS)[number];

export interface RecoveryStudyOptions {
  /** n / p, ascending. */
  readonly ratios: readonly number[];
  readonly features: number;
  readonly trials: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface RecoveryCell {
  readonly problem: DescentLoss;
  /** n / p. */
  readonly ratio: number;
  readonly start: Start;
  readonly trials: number;
  readonly successes: number;
  readonly rate: number;
  /** The binomial error of the rate. */
  readonly standardError: number;
  /** Mean squared cosine of the start with wStar. */
  readonly startAlignment: number;
}

/** Distances from wStar: in units of that of descent from wStar itself, and of |wStar|. */
const AS_GOOD = 1.5;
const EXACT = 1e-3;

/**
 * The rate at which descent ends as near to wStar as it does from wStar itself (which for phase retrieval without noise is
 * wStar), up to sign where y has none: |w - wStar| <= 1.5 |w' - wStar| + |wStar| / 1000, w' being what is reached from wStar. Both
 * starts have the length that the labels tell.
 */
export async function recoveryStudy(
  problem: DescentLoss,
  { ratios, features, trials, seed = 0, signal, onProgress }: RecoveryStudyOptions,
): Promise<RecoveryCell[]> {
  checkNumber('features', features, { min: 2, integer: true });
  checkNumber('trials', trials, { min: 1, integer: true });
  const { response, even } = STUDIED[problem];
  const engine = await Engine.create();
  const pacer = new Pacer(0, signal, onProgress);
  const cells: RecoveryCell[] = [];
  try {
    for (const [k, ratio] of ratios.entries()) {
      checkNumber('ratios', ratio, { above: 0 });
      const model = defineModel({
        ...{ samples: Math.max(2, Math.round(ratio * features)), features, response },
        ...{ preprocessing: { kind: 'identity' }, wStar: [1] },
      });
      const found = STARTS.map(() => ({ successes: 0, alignment: 0 }));
      for (let trial = 0; trial < trials; trial++) {
        const drawn = await drawTrial(engine, model, seed, trial);
        const norm = signalNorm(model.response, drawn.y) ?? 1;
        const problemAt = { x: drawn.x, y: drawn.y, loss: problem };
        const breathe = () => pacer.breathe('fit', (k + trial / trials) / ratios.length);
        const reference = await descend(problemAt, drawn.wStar, { breathe });
        const least = apart(reference.w, drawn.wStar, even);
        const { estimate } = await spectralEstimate(drawn.x, drawn.y, { response, engine, seed, tolerance: 1e-6 });
        for (const [s, start] of [estimate, scaledTo(drawn.random, norm)].entries()) {
          const { w } = await descend(problemAt, start, { breathe });
          if (apart(w, drawn.wStar, even) <= AS_GOOD * least + EXACT) found[s].successes++;
          found[s].alignment += squaredCosine(start, drawn.wStar) / trials;
        }
      }
      for (const [s, start] of STARTS.entries()) {
        const { successes, alignment } = found[s];
        const rate = successes / trials;
        const standardError = Math.sqrt((rate * (1 - rate)) / trials);
        cells.push({ problem, ratio, start, trials, successes, rate, standardError, startAlignment: alignment });
      }
    }
  } finally {
    engine.dispose();
  }
  return cells;
}

interface DrawnTrial {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly wStar: Float64Array;
  /** N(0, I), of a stream of its own. */
  readonly random: Float64Array;
}

function drawTrial(engine: Engine, model: Model, seed: number, trial: number): Promise<DrawnTrial> {
  const p = model.features as number;
  return engine.compute({ trial, signal: undefined, onProgress: undefined }, async (kernels) => {
    const { x, y, wStar } = drawSamples(kernels, model, { seed, trial });
    const { exports, arena } = kernels;
    const [stream, normals] = [arena.allocate(32), arena.allocate(p * Float64Array.BYTES_PER_ELEMENT)];
    seedTrialStream(kernels, stream, { seed, trial }, 'probes');
    exports.fillNormals(normals, stream, p);
    return { x, y, wStar, random: arena.view(normals, p).slice() };
  });
}

function scaledTo(vector: Float64Array, norm: number): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((entry) => (norm * entry) / length);
}

/** |a - b| / |b|, or of -a where the sign is free. */
function apart(a: Float64Array, b: Float64Array, even: boolean): number {
  const distance = (sign: number) => Math.hypot(...a.map((entry, k) => sign * entry - b[k]));
  return (even ? Math.min(distance(1), distance(-1)) : distance(1)) / Math.hypot(...b);
}

function squaredCosine(a: Float64Array, b: Float64Array): number {
  const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, entry, k) => sum + entry * v[k], 0);
  return dot(a, b) ** 2 / (dot(a, a) * dot(b, b));
}
