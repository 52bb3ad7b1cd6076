/**
 * The law of u = h - y for a loss l(h - y) and a response y = map(h*) + noise: u + gamma s(u) = xi - y, which given h* is
 * Gaussian (a mixture of Gaussians where the noise is one), and of a linear map also without h*.
 *
 * Given xi - y, the rest of (xi, h*) is Gaussian: its moments follow by regression.
 */

import { gaussianDensity } from '../../numerics/gaussian';
import { cutAt, gaussianNodes, panelsBetween } from '../../numerics/panels';
import { resolvedPanels } from '../curvature/noisy-map';
import type { FitLoss } from './fit-loss';
import type { MappedResponse } from './response-law';
import {
  A1,
  A2,
  A11,
  A12,
  A22,
  DENSITY,
  G,
  panelBreaks,
  REACH,
  S,
  SA1,
  SA2,
  type ScoreCurve,
  type ScoreState,
  SS,
  starCoordinates,
} from './score-curve';

/** One Gaussian of the mixture: X = h - scoreMean + gamma s and Y = h* - starMean, given d = xi - y. */
interface Component {
  readonly weight: number;
  /** The mean and the variance of d. */
  readonly mean: number;
  readonly variance: number;
  /** Means of X and Y at d = mean, and how they grow with d. */
  readonly x: number;
  readonly xSlope: number;
  readonly y: number;
  readonly ySlope: number;
  /** Covariance of X and Y given d. */
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export function residualCurve(loss: FitLoss, response: MappedResponse, state: ScoreState): ScoreCurve {
  const { gamma, q, m, scoreMean, rho } = state;
  const components = response.linear ? linearComponents(response, state) : mappedComponents(response, state);
  const { root, star1, star2 } = starCoordinates(state);
  const low = components.reduce(
    (least, { mean, variance }) => Math.min(least, mean - REACH * Math.sqrt(variance)),
    Infinity,
  );
  const high = components.reduce(
    (most, { mean, variance }) => Math.max(most, mean + REACH * Math.sqrt(variance)),
    -Infinity,
  );
  const narrowest = Math.sqrt(Math.min(...components.map(({ variance }) => variance)));
  const kinks = loss.kinks(0);
  const xi = (u: number) => u + gamma * loss.slope(0, u);
  const reach = (high - low) / 2 / REACH;
  return {
    breaks: panelBreaks(xi, [low, high], reach, kinks, Math.min(loss.scale, Math.max(narrowest, reach / 40)), 0),
    kinks,
    costly: components.length > 8,
    g: (u) => loss.curvature(0, u),
    evaluate(u, out) {
      const s = loss.slope(0, u);
      const g = loss.curvature(0, u);
      const d = u + gamma * s;
      let [mass, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
      for (const part of components) {
        const deviation = Math.sqrt(part.variance);
        const standard = (d - part.mean) / deviation;
        if (Math.abs(standard) > 38) continue;
        const weight = (part.weight * gaussianDensity(standard)) / deviation;
        const px = part.x + part.xSlope * (d - part.mean) - gamma * s;
        const py = part.y + part.ySlope * (d - part.mean);
        mass += weight;
        x += weight * px;
        y += weight * py;
        xx += weight * (px * px + part.xx);
        xy += weight * (px * py + part.xy);
        yy += weight * (py * py + part.yy);
      }
      const jacobian = 1 + gamma * g;
      const a11 = xx / q;
      out[G] = g;
      out[DENSITY] = jacobian * mass;
      out[A1] = (jacobian * x) / root;
      out[A11] = jacobian * a11;
      out[S] = s * out[DENSITY];
      out[SA1] = s * out[A1];
      out[SS] = s * out[S];
      if (star2 === 0) {
        out[A2] = 0;
        out[SA2] = 0;
        out[A12] = 0;
        out[A22] = jacobian * mass;
        return;
      }
      out[A2] = (jacobian * (y - (star1 * x) / root)) / star2;
      out[SA2] = s * out[A2];
      out[A12] = (jacobian * (xy / root - star1 * a11)) / star2;
      out[A22] = (jacobian * (yy - (2 * star1 * xy) / root + star1 * star1 * a11)) / (star2 * star2);
    },
  };

  /** d ~ N(scoreMean - starMean, q + rho - 2 m + noise). */
  function linearComponents({ noise }: MappedResponse, { starMean }: ScoreState): Component[] {
    return noise.map(({ weight, variance }) => {
      const total = q + rho - 2 * m + variance;
      const [xSlope, ySlope] = [(q - m) / total, (m - rho) / total];
      return {
        ...{ weight, mean: scoreMean - starMean, variance: total, x: 0, xSlope, y: 0, ySlope },
        xx: q - xSlope * (q - m),
        xy: m - xSlope * (m - rho),
        yy: rho - ySlope * (m - rho),
      };
    });
  }
}

/** Width of the widest panels in the standardized h*, and halvings of one. */
const WIDEST = 2.5;
const HALVINGS = 14;

/** A Gaussian for each node of a rule in h* and each part of the noise. */
function mappedComponents({ map, kinks, noise }: MappedResponse, state: ScoreState): Component[] {
  const { q, m, scoreMean, starMean, rho } = state;
  const size = Math.sqrt(rho);
  const slope = rho > 0 ? m / rho : 0;
  const rest = Math.max(0, q - slope * m);
  const center = (z: number) => scoreMean + slope * size * z - map(starMean + size * z);
  const smallest = Math.sqrt(rest + Math.min(...noise.map(({ variance }) => variance)));
  const nodes = (): [number, number][] => {
    if (!(rho > 0)) return [[0, 1]];
    const cuts = kinks.map((star) => (star - starMean) / size);
    const panels = panelsBetween(cutAt(cuts, -REACH, REACH));
    return gaussianNodes(resolvedPanels(panels, center, smallest, HALVINGS, WIDEST));
  };
  return nodes().flatMap(([z, weight]) =>
    noise.map(({ weight: share, variance }) => {
      const total = rest + variance;
      const xSlope = rest / total;
      const moments = { x: slope * size * z, xSlope, y: size * z, ySlope: 0 };
      return {
        weight: weight * share,
        mean: center(z),
        variance: total,
        ...moments,
        xx: rest * (1 - xSlope),
        xy: 0,
        yy: 0,
      };
    }),
  );
}
