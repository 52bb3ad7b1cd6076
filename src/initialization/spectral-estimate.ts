/** wStar from one's own measurements: the eigenvector at one end of H_T, its length and its sign where the labels tell them. */

import { checkName, checkNumber } from '../check';
import { extremeVector } from '../dataset/extreme-spectrum';
import { ModelError } from '../errors';
import { parameterValue } from '../model/catalogue';
import { defineModel } from '../model/define-model';
import type { Model, Preprocessing, Response } from '../model/model';
import { transformOf } from '../model/preprocessings';
import { defineResponse, type ResponseInput, responseEntry } from '../model/responses';
import { LINE } from '../numerics/interval';
import { checkedRows, heldRows, type RowSource, rowsOf } from '../rows/row-source';
import { checkFinite, checkFloat64Array } from '../rows/user-array';
import { Engine } from '../simulation/engine';
import type { Progress } from '../simulation/pacer';
import { type Candidate, designedCandidate, type Prediction } from './candidate';
import { signalNorm } from './signal-norm';

export interface SpectralEstimateOptions {
  /** How y comes from h* = wStar . x; phase retrieval without noise by default. */
  readonly response?: ResponseInput;
  /** T: by default the best one with values in [-5, 1]. */
  readonly preprocessing?: Candidate;
  /** Which end of the spectrum; by default the one that theory predicts to know wStar, else the right one. */
  readonly side?: 'left' | 'right';
  /** |wStar|, where it is known; by default from the labels. */
  readonly norm?: number;
  /** ||H v - lambda v|| / ||H|| at which the eigenvector is taken; 1e-9 by default. */
  readonly tolerance?: number;
  /** Passes over the rows; 1000 by default. */
  readonly maxPasses?: number;
  readonly seed?: number | bigint;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly engine?: Engine;
}

export interface SpectralEstimate {
  /** p numbers, of length `norm` where that is known, else 1. */
  readonly estimate: Float64Array;
  /** |wStar| as given, or from the labels; null where they do not tell it. */
  readonly norm: number | null;
  /** Whether the labels tell the estimate's sign; for an even response it is arbitrary (the largest entry is positive). */
  readonly hasSign: boolean;
  readonly samples: number;
  readonly features: number;
  readonly side: 'left' | 'right';
  readonly eigenvalue: number;
  readonly residual: number;
  readonly passes: number;
  /** Whether the rows were held in memory (up to 256 MiB), or read in each pass. */
  readonly isHeld: boolean;
  /** What theory says of features N(0, I): squared cosine with wStar. */
  readonly predicted: Prediction;
  /** The mean square of all entries of X, which theory takes as 1. */
  readonly meanSquare: number;
}

const DEFAULT = /* @__PURE__ */ designedCandidate(5);
const SIDES = ['left', 'right'] as const;

/**
 * Spectral initialization on data: no H is formed, and X need not fit into memory.
 * @param features n x p: a source of rows, or an array, row-major, whose length is a multiple of the labels'
 * @throws ModelError for data that do not fit, labels that the response cannot give, or a T of which nothing is left
 * @throws MemoryError, ConvergenceError as `estimateSpectrum`; FileError as the source does
 */
export async function spectralEstimate(
  features: RowSource | Float64Array,
  labels: Float64Array,
  options: SpectralEstimateOptions = {},
): Promise<SpectralEstimate> {
  checkFinite('labels', checkFloat64Array('labels', labels));
  const n = labels.length;
  if (n === 0) throw new ModelError('labels', 'at least one', 'none');
  const source = features instanceof Float64Array ? rowsOf(features, features.length / n) : features;
  const p = source.columns;
  const response = defineResponse(options.response ?? 'phase-retrieval');
  checkLabels(response, labels);
  const norm =
    options.norm === undefined ? signalNorm(response, labels) : checkNumber('norm', options.norm, { above: 0 });
  const candidate = options.preprocessing ?? DEFAULT;
  const model = modelOf(options.response ?? 'phase-retrieval', p, n, norm ?? 1);
  const predicted = candidate.predict(model);
  const side = checkName('side', options.side ?? (predicted.side === 'left' ? 'left' : 'right'), SIDES);
  const curvatures = transformed(candidate.preprocessing(model), labels);
  if (curvatures.every((value) => value === 0)) {
    throw new ModelError('preprocessing', 'a T that is not zero on all labels', `${candidate.label}, which is`);
  }

  const job = {
    ...{ curvatures, side },
    tolerance: checkNumber('tolerance', options.tolerance ?? 1e-9, { above: 0, max: 1 }),
    maxMultiplications: checkNumber('maxPasses', options.maxPasses ?? 1000, { min: 1, integer: true }),
    seed: options.seed ?? 0,
  };
  const own = options.engine ? null : await Engine.create();
  const conduct = { trial: 0, signal: options.signal, onProgress: options.onProgress };
  try {
    const engine = options.engine ?? (own as Engine);
    const checked = checkedRows(source);
    const { found, rows, isHeld } = await engine.compute(conduct, async (kernels, pacer) => {
      const held = await heldRows(checked, () => pacer.breathe('sample', 0));
      const looked = await lookThrough(held, labels);
      return {
        found: await extremeVector(kernels, pacer, { ...job, source: held }),
        ...{ rows: looked, isHeld: held !== checked },
      };
    });
    const hasSign = responseEntry(response)?.isEven === false;
    const sign = hasSign ? signOf(rows.correlation, found.vector) : signOfLargest(found.vector);
    return {
      estimate: found.vector.map((entry) => sign * (norm ?? 1) * entry),
      ...{ norm, hasSign, samples: n, features: p, side, predicted },
      ...{ eigenvalue: found.eigenvalue, residual: found.residual },
      ...{ passes: found.multiplications, isHeld, meanSquare: rows.meanSquare },
    };
  } finally {
    own?.dispose();
  }
}

const LOOK_ROWS = 192;

/** sum y_i x_i, and the mean square of all entries. */
async function lookThrough(source: RowSource, labels: Float64Array) {
  const { name, columns } = source;
  const correlation = new Float64Array(columns);
  let squares = 0;
  let start = 0;
  for await (const rows of source.chunks(LOOK_ROWS)) {
    const bad = rows.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const place = `row ${start + Math.floor(bad / columns)}, column ${bad % columns}`;
      throw new ModelError(`${name}: ${place}`, 'a finite number', rows[bad]);
    }
    const count = rows.length / columns;
    if (start + count > labels.length) throw miscounted(name, labels.length, 'more');
    for (let i = 0, at = 0; i < count; i++) {
      const y = labels[start + i];
      for (let j = 0; j < columns; j++, at++) {
        correlation[j] += y * rows[at];
        squares += rows[at] * rows[at];
      }
    }
    start += count;
  }
  if (start < labels.length) throw miscounted(name, labels.length, `${start} rows`);
  return { correlation, meanSquare: squares / (labels.length * columns) };
}

function miscounted(name: string, labels: number, got: string): ModelError {
  return new ModelError(name, `${labels} rows, one for each label`, got);
}

function modelOf(response: ResponseInput, features: number, samples: number, norm: number): Model {
  return defineModel({ samples, features, response, preprocessing: { kind: 'identity' }, wStar: [norm] });
}

/** T(y) of each label. */
function transformed(preprocessing: Preprocessing, labels: Float64Array): Float64Array {
  const transform = transformOf(preprocessing);
  return labels.map((y) => transform(y));
}

/** Labels that the response cannot have given. */
function checkLabels(response: Response, labels: Float64Array): void {
  const [expected, fits] = labelsOf(response);
  const bad = labels.findIndex((y) => !fits(y));
  if (bad >= 0) throw new ModelError(`labels[${bad}]`, `${expected} (the response is ${response.kind})`, labels[bad]);
}

function labelsOf(response: Response): [string, (y: number) => boolean] {
  if (response.kind === 'custom-labels') {
    return [`one of ${response.values.join(', ')}`, (y) => response.values.includes(y)];
  }
  const entry = responseEntry(response);
  if (entry?.values === 'signs') return ['1 or -1', (y) => y === 1 || y === -1];
  if (entry?.values === 'counts') return ['a count 0, 1, 2, ...', (y) => Number.isInteger(y) && y >= 0];
  const [low, high] = entry?.values === 'reals' && parameterValue(response) === 0 ? entry.range : LINE;
  if (low === LINE[0]) return ['a number', () => true];
  if (high === LINE[1]) return [`a number >= ${low}`, (y) => y >= low];
  return [`a number from ${low} to ${high}`, (y) => y >= low && y <= high];
}

function signOf(correlation: Float64Array, vector: Float64Array): number {
  return vector.reduce((sum, entry, j) => sum + entry * correlation[j], 0) < 0 ? -1 : 1;
}

function signOfLargest(vector: Float64Array): number {
  let largest = 0;
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
  return largest < 0 ? -1 : 1;
}
