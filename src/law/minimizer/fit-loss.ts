/** What fitting needs of a loss: s = dl/dh and g = d2l/dh2, where they bend, and whether a minimizer is unique. */

import { ModelError } from '../../errors';
import { isResidual, separates, slopeOf } from '../../model/loss-slope';
import type { Loss, Model } from '../../model/model';
import type { Interval } from '../../numerics/interval';
import { shapeOf } from '../curvature/loss-shape';

export interface FitLoss {
  /** Whether l depends on u = h - y alone: then s(0, u), g(0, u). */
  readonly residual: boolean;
  /** Whether g depends on h alone. */
  readonly ofScore: boolean;
  /** s(y, h); infinite arguments need no limit. */
  readonly slope: (y: number, h: number) => number;
  /** g(y, h); infinite arguments give the limit. */
  readonly curvature: (y: number, h: number) => number;
  /** The h (of a residual loss: the u, for y = 0) at which g jumps or bends. */
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
  if (kind === 'phase-retrieval' || kind === 'tanh-square') {
    throw new ModelError(argument, `${NOT_CONVEX} (several minima may exist)`, kind);
  }
  const { of, g, kinks, range } = shapeOf(loss);
  const residual = isResidual(loss);
  return {
    residual,
    ofScore: of === 'score',
    slope: slopeOf(loss),
    // u = h - y, and g is even in it.
    curvature: residual ? (_, u) => g(0, u) : g,
    kinks,
    range,
    scale: scaleOf(loss),
    leastCurvature: kind === 'cauchy' ? -1 / 8 : 0,
    separable: separates(loss),
  };
}

function scaleOf(loss: Loss): number {
  switch (loss.kind) {
    case 'logistic':
      return Math.PI;
    case 'pseudo-huber':
      return loss.threshold;
    case 'cauchy':
      return loss.scale;
    default:
      return 2;
  }
}
