/**
 * Draws a trial's samples chunk by chunk: x = mean + C^(1/2) z into panels with h = w . x and h* = wStar . x, the responses y from
 * h* and uniforms, and the curvatures g from y and h. What the catalogue has is computed by the kernels; functions of the
 * caller's are given the same numbers.
 */

import { parameterValue } from '../model/catalogue';
import { guardedCurvature, guardedMap, guardedProbabilities, guardedTransform } from '../model/custom-functions';
import type { Loss, Model, Preprocessing, Response } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { Realization } from './realization';
import { STREAM_BYTES, seedTrialStream, type TrialKey } from './seed';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** What the kernels draw chunks from: `SampleJob` of assembly/sampling.ts. */
export interface SampleJob extends Realization, Pick<SampleSpace, 'h' | 'hStar' | 'row' | 'factor'> {
  readonly stream: number;
  readonly p: number;
  /** The code of their kind, and the degrees of freedom of Student's t. */
  readonly entries: number;
  readonly degrees: number;
  readonly correlation: number;
}

export const SAMPLE_JOB_BYTES = 56;

/** 12 integers of 32 bits and a double, at `pointer`. */
export function writeSampleJob({ exports, arena }: Kernels, pointer: number, job: SampleJob): void {
  const { h, hStar, stream, mean, scale, w, wStar, row, factor, p, entries, degrees } = job;
  const integers = [h, hStar, stream, mean, scale, w, wStar, row, factor, p, entries, degrees];
  new Uint32Array(exports.memory.buffer, pointer, integers.length).set(integers);
  arena.view(pointer + 4 * integers.length, 1)[0] = job.correlation;
}

/** Pointers that drawing needs. */
export interface SampleSpace {
  /** A chunk of doubles each. */
  readonly h: number;
  readonly hStar: number;
  readonly y: number;
  readonly g: number;
  readonly uniforms: number;
  /** Rows of X: one, or as many as the kernel colors at once. */
  readonly row: number;
  /** The Cholesky factor of a dense C. */
  readonly factor: number;
  readonly featureStream: number;
  readonly responseStream: number;
  /** What the kernels draw from, and where to. */
  readonly sampleJob: number;
}

/** Bytes of each part of a `SampleSpace` for chunks of `chunk` samples. */
export function sampleSpaceBytes(
  { exports }: Kernels,
  { covariance, features }: Model,
  chunk: number,
): Record<keyof SampleSpace, number> {
  const p = features as number;
  const isDense = covariance.kind === 'matrix';
  const perSample = chunk * DOUBLE;
  return {
    h: perSample,
    hStar: perSample,
    y: perSample,
    g: perSample,
    uniforms: perSample,
    row: isDense ? exports.factoredRowsBytes(p) : exports.paddedOrder(p) * DOUBLE,
    factor: isDense ? covariance.factor.byteLength : 0,
    featureStream: STREAM_BYTES,
    responseStream: STREAM_BYTES,
    sampleJob: SAMPLE_JOB_BYTES,
  };
}

export class Sampler {
  readonly #kernels: Kernels;
  readonly #space: SampleSpace;
  readonly #sample: (job: number, panels: number, count: number) => void;
  readonly #respond: Respond;
  readonly #curve: Curve;

  /** Writes what the kernels draw from into the space, where it has to stay. */
  constructor(kernels: Kernels, model: Model, signals: Realization, space: SampleSpace) {
    const { exports, arena } = kernels;
    const { covariance, entries, response, loss, preprocessing, intercept } = model;
    this.#kernels = kernels;
    this.#space = space;
    writeSampleJob(kernels, space.sampleJob, {
      ...signals,
      ...space,
      stream: space.featureStream,
      p: model.features as number,
      entries: exports.entriesKind(entries.kind),
      degrees: entries.kind === 'student-t' ? entries.degrees : 0,
      correlation: covariance.kind === 'toeplitz' ? covariance.correlation : 0,
    });
    this.#sample = exports.sampleChunk;
    if (covariance.kind === 'toeplitz') this.#sample = exports.sampleAutoregressiveChunk;
    if (covariance.kind === 'matrix') {
      arena.view(space.factor, covariance.factor.length).set(covariance.factor);
      this.#sample = exports.sampleFactoredChunk;
    }
    const curve = curverOf(kernels, (loss ?? preprocessing) as Loss);
    this.#respond = responderOf(kernels, response);
    this.#curve = intercept === 0 ? curve : shifted(kernels, curve, intercept);
  }

  /** Starts both streams of a trial. */
  begin(key: TrialKey): void {
    seedTrialStream(this.#kernels, this.#space.featureStream, key, 'features');
    seedTrialStream(this.#kernels, this.#space.responseStream, key, 'responses');
  }

  /** X of the next `count` samples into `panels`, with their h and h*. */
  drawFeatures(panels: number, count: number): void {
    this.#sample(this.#space.sampleJob, panels, count);
  }

  /** X, h and h* of the next `count` samples, and their responses y. */
  drawResponses(panels: number, count: number): void {
    this.drawFeatures(panels, count);
    this.#kernels.exports.fillUniforms(this.#space.uniforms, this.#space.responseStream, count);
    this.#respond(this.#space, count);
  }

  /** X, h, h* and y of the next `count` samples, and the curvature g of each. */
  draw(panels: number, count: number): void {
    this.drawResponses(panels, count);
    this.#curve(this.#space, count);
  }
}

/** Fills y (or g) for the first `count` samples of a chunk. */
type Fill<Needed extends keyof SampleSpace> = (space: Pick<SampleSpace, Needed>, count: number) => void;
type Respond = Fill<'y' | 'hStar' | 'uniforms'>;
type Curve = Fill<'g' | 'y' | 'h'>;

/** g of w . x + intercept. */
function shifted({ arena }: Kernels, curve: Curve, intercept: number): Curve {
  return (space, count) => {
    const scores = arena.view(space.h, count);
    for (let i = 0; i < count; i++) scores[i] += intercept;
    curve(space, count);
  };
}

/** y of a response, from h* and the uniforms. */
export function responderOf({ exports, arena }: Kernels, response: Response): Respond {
  if (response.kind === 'custom-labels') {
    const probabilities = guardedProbabilities(response);
    return ({ y, hStar, uniforms }, count) => {
      const [labels, scores, draws] = [y, hStar, uniforms].map((pointer) => arena.view(pointer, count));
      for (let i = 0; i < count; i++) labels[i] = response.values[indexAt(draws[i], probabilities(scores[i]))];
    };
  }
  if (response.kind === 'custom-map') {
    const map = guardedMap(response);
    return ({ y, hStar, uniforms }, count) => {
      exports.gaussiansOf(y, uniforms, count);
      const [values, scores] = [y, hStar].map((pointer) => arena.view(pointer, count));
      for (let i = 0; i < count; i++) values[i] = map(scores[i]) + response.noise * values[i];
    };
  }
  const kind = exports.responseKind(response.kind);
  const parameter = parameterValue(response);
  return ({ y, hStar, uniforms }, count) => exports.respond(y, hStar, uniforms, kind, parameter, count);
}

/** The first value whose cumulative probability exceeds u; the last possible one where rounding leaves none. */
function indexAt(u: number, probabilities: readonly number[]): number {
  let below = 0;
  let last = 0;
  for (const [k, probability] of probabilities.entries()) {
    below += probability;
    if (u < below) return k;
    if (probability > 0) last = k;
  }
  return last;
}

/** The curvatures of a loss, or of a preprocessing. */
export function curverOf({ exports, arena }: Kernels, law: Loss | Preprocessing): Curve {
  if (law.kind === 'custom') {
    const curvature = 'transform' in law ? guardedTransform(law) : guardedCurvature(law);
    return ({ g, y, h }, count) => {
      const [out, labels, scores] = [g, y, h].map((pointer) => arena.view(pointer, count));
      for (let i = 0; i < count; i++) out[i] = curvature(labels[i], scores[i]);
    };
  }
  const kind = exports.curvatureKind(law.kind);
  const parameter = parameterValue(law);
  return ({ g, y, h }, count) => exports.curvature(g, y, h, kind, parameter, count);
}
