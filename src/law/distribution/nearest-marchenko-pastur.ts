/**
 * The Marchenko-Pastur law nearest to a distribution in the Wasserstein-1 distance, over shift, scale and aspect ratio.
 *
 *     W1 = integral_0^1 |Q(u) - shift - scale Q_c(u)| du
 *
 * in quantile functions. For each ratio c the shift and the scale solve a convex problem, least absolute deviations, here
 * by least squares reweighted with 1 / |residual| (E. J. Schlossmacher, J. Am. Stat. Assoc. 68, 1973); the ratio is then a
 * minimum in one variable. Ratios above one have the continuous parts of those below: c is at most 1, and near 0 the law is
 * a semicircle. Quantiles of Q_c are standardized, so that shift and scale stay apart as c tends to 0.
 */

import { findMinimum } from '../../numerics/roots';
import type { Distribution } from './law-distance';
import { type MarchenkoPastur, marchenkoPastur } from './marchenko-pastur';

/** u = (1 - cos theta) / 2 at midpoints of theta: dense where quantiles are not smooth. */
const NODES = 64;
const REWEIGHTINGS = 60;
/** Relative gain of a reweighting at which it has converged. */
const CONVERGED = 1e-10;
/** Residuals below this share of the largest quantile are weighted alike. */
const SMALLEST = 1e-10;
const RATIOS = [1e-4, 1] as const;
const SCAN = 8;
const TOLERANCE = 1e-6;

interface Line {
  readonly shift: number;
  readonly scale: number;
  readonly deviation: number;
}

/** `distribution`: without an atom (see `continuousPart`). */
export function nearestMarchenkoPastur(distribution: Distribution): MarchenkoPastur {
  const thetas = Float64Array.from({ length: NODES }, (_, i) => ((i + 0.5) * Math.PI) / NODES);
  const shares = thetas.map((theta) => Math.sin(theta / 2) ** 2);
  const weights = thetas.map((theta) => (Math.sin(theta) * Math.PI) / (2 * NODES));
  const quantiles = shares.map((share) => distribution.quantile(share));
  const lineAt = (logRatio: number) =>
    leastDeviations(standardized(Math.min(1, Math.exp(logRatio)), shares), quantiles, weights);

  const [low, high] = RATIOS.map(Math.log);
  const step = (high - low) / SCAN;
  const scan = Array.from({ length: SCAN + 1 }, (_, i) => lineAt(low + i * step).deviation);
  const best = low + step * scan.indexOf(Math.min(...scan));
  const from = Math.max(low, best - step);
  const to = Math.min(high, best + step);
  const found = findMinimum((x) => lineAt(x).deviation, from, to, TOLERANCE).x;
  // The minimum may be at an end, which the search only tends to.
  const logRatio = [found, from, to].reduce((a, b) => (lineAt(b).deviation < lineAt(a).deviation ? b : a));
  const { shift, scale } = lineAt(logRatio);
  const aspectRatio = Math.min(1, Math.exp(logRatio));
  const unit = scale / Math.sqrt(aspectRatio);
  return marchenkoPastur({ aspectRatio, shift: shift - unit, scale: unit });
}

/** Quantiles of the Marchenko-Pastur law of mean 0 and variance 1. */
function standardized(aspectRatio: number, shares: Float64Array): Float64Array {
  const root = Math.sqrt(aspectRatio);
  const law = marchenkoPastur({ aspectRatio, shift: -1 / root, scale: 1 / root });
  return shares.map((share) => law.quantile(share));
}

/** The line y = shift + scale x with the smallest sum of weights |y - shift - scale x|. */
function leastDeviations(x: Float64Array, y: Float64Array, weights: Float64Array): Line {
  const floor = SMALLEST * Math.max(...y.map(Math.abs));
  const factors = weights.slice();
  let line: Line = { shift: 0, scale: 0, deviation: Number.POSITIVE_INFINITY };
  for (let i = 0; i < REWEIGHTINGS; i++) {
    const { shift, scale } = leastSquares(x, y, factors);
    let deviation = 0;
    for (let j = 0; j < x.length; j++) {
      const residual = Math.abs(y[j] - shift - scale * x[j]);
      deviation += weights[j] * residual;
      factors[j] = weights[j] / Math.max(residual, floor);
    }
    const converged = Math.abs(line.deviation - deviation) <= CONVERGED * deviation;
    if (deviation < line.deviation) line = { shift, scale, deviation };
    if (converged) break;
  }
  return line;
}

function leastSquares(x: Float64Array, y: Float64Array, weights: Float64Array): { shift: number; scale: number } {
  let [total, xMean, yMean] = [0, 0, 0];
  for (let j = 0; j < x.length; j++) {
    total += weights[j];
    xMean += weights[j] * x[j];
    yMean += weights[j] * y[j];
  }
  xMean /= total;
  yMean /= total;
  let [covariance, variance] = [0, 0];
  for (let j = 0; j < x.length; j++) {
    covariance += weights[j] * (x[j] - xMean) * (y[j] - yMean);
    variance += weights[j] * (x[j] - xMean) ** 2;
  }
  const scale = covariance / variance;
  return { shift: yMean - scale * xMean, scale };
}
