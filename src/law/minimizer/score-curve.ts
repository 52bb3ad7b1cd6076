/**
 * The joint law of the fitted score h, the true score h* and the response y at a minimizer, as curves in one variable.
 *
 * Leaving a sample out makes its score xi = x . w_(-i) Gaussian beside h*, and moves it back by the proximal map
 * h + gamma s(y, h) = xi. The curves run over h itself (or u = h - y), so that no proximal map has to be inverted:
 * d xi = (1 + gamma g) dh.
 *
 * a = (a1, a2) are the coordinates of the signal basis: h = hMean + sqrt(q) a1, h* = starMean + star1 a1 + star2 a2. At the
 * minimizer they are not Gaussian.
 */

import { cutAt, halved, panelsBetween } from '../../numerics/panels';
import type { Label } from '../curvature/label-law';
import type { FitLoss } from './fit-loss';

/** What the scores of a fitted model are made of. */
export interface ScoreState {
  readonly gamma: number;
  /** Var(xi) and Cov(h*, xi). */
  readonly q: number;
  readonly m: number;
  /** E[xi], the intercept included. */
  readonly scoreMean: number;
  /** E[h*] and Var(h*). */
  readonly starMean: number;
  readonly rho: number;
}

/** The coordinates of h* in the signal basis, and sqrt(q). */
export function starCoordinates({ q, m, rho }: Pick<ScoreState, 'q' | 'm' | 'rho'>) {
  const root = Math.sqrt(q);
  const star1 = m / root;
  return { root, star1, star2: Math.sqrt(Math.max(0, rho - star1 * star1)) };
}

/**
 * Where a curve writes: g, then the density of t, its products with a1, a2, a1^2, a1 a2 and a2^2, and those with s, s a1, s a2
 * and s^2.
 */
export const VALUES = 11;
export const [G, DENSITY, A1, A2, A11, A12, A22, S, SA1, SA2, SS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export interface ScoreCurve {
  /** Ends of the range of t, and panels between that resolve everything: ascending. */
  readonly breaks: readonly number[];
  readonly kinks: readonly number[];
  /** Whether the density takes a sum at every t. */
  readonly costly: boolean;
  g(t: number): number;
  evaluate(t: number, out: Float64Array): void;
}

/** Standard deviations of xi that are kept. */
export const REACH = 9.5;

/** The curve of one label, or of several that share a g of h alone, for which s differs by a constant from one to the next. */
export function labelsCurve(loss: FitLoss, labels: readonly Label[], state: ScoreState): ScoreCurve {
  const { gamma, scoreMean, starMean } = state;
  const { root, star1, star2 } = starCoordinates(state);
  const [{ y }] = labels;
  const center = loss.residual ? y : 0;
  const slope = (h: number) => loss.slope(y, h);
  const curvature = (h: number) => loss.curvature(y, h);
  const kinks = loss.kinks(y);
  const xi = (h: number) => h + gamma * slope(h);
  const offsets = labels.map((label) => (label.y === y ? 0 : loss.slope(label.y, 0) - loss.slope(y, 0)));
  const range = [
    scoreMean - REACH * root - gamma * Math.max(...offsets),
    scoreMean + REACH * root - gamma * Math.min(...offsets),
  ] as const;
  const moments = new Float64Array(3);
  return {
    breaks: panelBreaks(xi, range, root, kinks, loss.scale, center),
    kinks,
    costly: star2 > 0,
    g: curvature,
    evaluate(h, out) {
      const first = slope(h);
      const g = curvature(h);
      const a1 = (h - scoreMean) / root;
      out.fill(0);
      out[G] = g;
      for (let k = 0; k < labels.length; k++) {
        const s = first + offsets[k];
        const standard = (h + gamma * s - scoreMean) / root;
        if (Math.abs(standard) > REACH + 1) continue;
        const density = (Math.exp(-0.5 * standard * standard) / (ROOT_TAU * root)) * (1 + gamma * g);
        labels[k].weights(starMean + star1 * standard, star2, moments);
        // Given xi, h* - starMean = star1 (xi - scoreMean) / sqrt(q) + star2 Z.
        const moved = star2 > 0 ? (star1 * gamma * s) / (root * star2) : 0;
        const zeroth = density * moments[0];
        const a2 = density * moments[1] + moved * zeroth;
        out[DENSITY] += zeroth;
        out[A1] += zeroth * a1;
        out[A2] += a2;
        out[A11] += zeroth * a1 * a1;
        out[A12] += a2 * a1;
        out[A22] += density * moments[2] + moved * (a2 + density * moments[1]);
        out[S] += s * zeroth;
        out[SA1] += s * zeroth * a1;
        out[SA2] += s * a2;
        out[SS] += s * s * zeroth;
      }
    },
  };
}

const ROOT_TAU = Math.sqrt(2 * Math.PI);
/** Standard deviations of xi, and distances of the loss's nearest singularity, that one panel may span. */
const SPAN = 2.5;
const DISTANCE = 1.2;
const HALVINGS = 40;
const BISECTIONS = 60;

/**
 * Panels in t over a range of xi(t), which increases, cut at kinks and narrow enough for what varies: Gaussians in xi of the
 * given standard deviation, and the loss, whose singularity is `scale` away from `center`.
 */
export function panelBreaks(
  xi: (t: number) => number,
  [lowest, highest]: readonly [number, number],
  deviation: number,
  kinks: readonly number[],
  scale: number,
  center: number,
): number[] {
  const low = inverse(xi, lowest);
  const high = inverse(xi, highest);
  const isNarrow = (start: number, end: number, halvings: number) => {
    const nearest = Math.max(scale, Math.min(Math.abs(start - center), Math.abs(end - center)));
    return halvings === HALVINGS || (end - start <= DISTANCE * nearest && xi(end) - xi(start) <= SPAN * deviation);
  };
  const panels = halved(panelsBetween(cutAt([...kinks, center], low, high)), isNarrow);
  return [low, ...panels.map(([, end]) => end)];
}

/** t with xi(t) = target, for increasing xi. */
function inverse(xi: (t: number) => number, target: number): number {
  let width = 1 + Math.abs(target);
  let low = target - width;
  let high = target + width;
  while (!(xi(low) < target) && width < 1e12) low -= width *= 2;
  width = 1 + Math.abs(target);
  while (!(xi(high) > target) && width < 1e12) high += width *= 2;
  for (let step = 0; step < BISECTIONS && high - low > 1e-9 * (Math.abs(high) + Math.abs(low)); step++) {
    const middle = (low + high) / 2;
    if (xi(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
