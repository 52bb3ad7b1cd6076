/**
 * Responses y and curvatures g of a chunk of samples: by the kernels for the catalogue, by the caller's functions, from the
 * same uniforms, where the model has such.
 */

import { parameterValue } from '../model/catalogue';
import { guardedCurvature, guardedMap, guardedProbabilities, guardedTransform } from '../model/custom-functions';
import type { Loss, Model, Preprocessing, Response } from '../model/model';
import type { Kernels } from '../wasm/kernels';
import type { SampleSpace } from './sampling';

/** Fills y (or g) for the first `count` samples of a chunk. */
type Fill<Needed extends keyof SampleSpace> = (space: Pick<SampleSpace, Needed>, count: number) => void;
type Respond = Fill<'y' | 'hStar' | 'uniforms'>;
type Curve = Fill<'g' | 'y' | 'h'>;

export interface Sampler {
  /** y from h* and the uniforms. */
  readonly respond: Respond;
  /** g from y and h. */
  readonly curve: Curve;
}

export function samplerOf(kernels: Kernels, { response, loss, preprocessing, intercept }: Model): Sampler {
  const curve = curverOf(kernels, (loss ?? preprocessing) as Loss);
  return { respond: responder(kernels, response), curve: intercept === 0 ? curve : shifted(kernels, curve, intercept) };
}

/** g of w . x + intercept. */
function shifted({ arena }: Kernels, curve: Curve, intercept: number): Curve {
  return (space, count) => {
    const scores = arena.view(space.h, count);
    for (let i = 0; i < count; i++) scores[i] += intercept;
    curve(space, count);
  };
}

function responder({ exports, arena }: Kernels, response: Response): Respond {
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
