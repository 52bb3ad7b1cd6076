/** What fitting needs of a loss: s = dl/dh and g = d2l/dh2, where they bend, and whether a minimizer is unique. */

import { ModelError } from '../../errors';
import { LOSSES, type LossEntry, lossFunctions } from '../../model/losses';
import type { Model } from '../../model/model';
import type { Interval } from '../../numerics/interval';

export interface FitLoss {
  /** Whether l depends on u = h - y alone. */
  readonly residual: boolean;
  /** Whether g depends on h alone. */
  readonly ofScore: boolean;
  /** s(y, h); infinite arguments need no limit. */
  readonly slope: (y: number, h: number) => number;
  /** g(y, h); infinite arguments give the limit. */
  readonly curvature: (y: number, h: number) => number;
  /** The h at which g jumps or bends. */
  readonly kinks: (y: number) => readonly number[];
  /** The values of g, where they are known. */
  readonly range: Interval | null;
  /** Distance from the real line of the singularity of g nearest to it. */
  readonly scale: number;
  /** The least g: below zero, h + gamma s need not increase. */
  readonly leastCurvature: number;
  /** Labels that a separating w gives no loss in the limit: without a ridge there may be no minimizer. */
  readonly separable: boolean;
}

const NOT_CONVEX =
  'a loss that is convex, or has a curvature bounded below by what the ridge makes up for, to be minimized';
/** The scale of a loss whose singularities, if it has any, are no nearer. */
const FAR = 2;

/**
 * @param argument what a refusal names
 * @throws ModelError for a loss that has no one minimizer, or is known by its curvature alone.
 */
export function fitLossOf({ loss }: Pick<Model, 'loss'>, argument = 'at.minimizer'): FitLoss {
  if (loss === null) throw new ModelError(argument, 'a loss to minimize', 'a preprocessing');
  const { kind } = loss;
  if (kind === 'custom') {
    throw new ModelError(argument, 'a loss of the catalogue (of your own only the curvature is known)', 'custom');
  }
  const { of, range, leastCurvature = 0, separates = false }: LossEntry = LOSSES[kind];
  if (leastCurvature === Number.NEGATIVE_INFINITY) {
    throw new ModelError(argument, `${NOT_CONVEX} (several minima may exist)`, kind);
  }
  const { slope, curvature, kinks = () => [], singularity = FAR } = lossFunctions(loss);
  return {
    residual: of === 'nothing' || of === 'residual',
    ofScore: of === 'score',
    ...{ slope, curvature, kinks, leastCurvature },
    range: range ?? null,
    scale: singularity,
    separable: separates,
  };
}
