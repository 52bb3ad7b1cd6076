/**
 * The law of a response with discrete values y_k given h*, as far as it tells of a Gaussian coordinate Z of h* that the
 * curvature does not depend on: E[P(y_k | mean + spread Z) Z^j] for j = 0, 1, 2 and Z ~ N(0, 1).
 */

import { guardedProbabilities } from '../../model/custom-functions';
import type { CustomLabels, Response } from '../../model/model';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { gaussianCdf, gaussianDensity } from '../../numerics/gaussian';
import { gaussianPanels } from '../../numerics/panels';

/** Width of the panels in Z to begin with. */
const WIDTH = 2.5;
/** Change of an integral of size one under halving that is rounding. */
const CONVERGED = 1e-14;
/** Halvings of a panel; beyond, a jump is worth less than the tolerance. */
const DEPTH = 44;

/** One value y of a response. */
export interface Label {
  readonly y: number;
  /** Writes E[P(y | mean + spread Z) Z^j], j = 0, 1, 2. */
  readonly weights: (mean: number, spread: number, out: Float64Array) => void;
}

export interface LabelLaw {
  readonly labels: readonly Label[];
  /** The h* at which the probabilities jump or bend. */
  readonly kinks: readonly number[];
}

type SignResponse = Extract<Response, { kind: 'logistic' | 'probit' | 'sign' }>;
export type LabelResponse = SignResponse | CustomLabels;

export function isLabelResponse(response: Response): response is LabelResponse {
  return ['logistic', 'probit', 'sign', 'custom-labels'].includes(response.kind);
}

export function labelLaw(response: LabelResponse): LabelLaw {
  switch (response.kind) {
    case 'logistic':
      return signLaw(logisticWeights, []);
    case 'probit':
      return signLaw(probitWeights, []);
    case 'sign':
      return signLaw((...rest) => signWeights(response.flip, ...rest), [0]);
    case 'custom-labels':
      return customLaw(response);
  }
}

/** The law of a label y = +-1. */
function signLaw(
  weights: (y: number, mean: number, spread: number, out: Float64Array) => void,
  kinks: readonly number[],
): LabelLaw {
  const label = (y: number): Label => ({ y, weights: (mean, spread, out) => weights(y, mean, spread, out) });
  return { labels: [label(1), label(-1)], kinks };
}

/** E[Phi(m + s Z)] = Phi(m / q), q^2 = 1 + s^2; the others by E[Z f(Z)] = E[f'(Z)]. */
function probitWeights(y: number, mean: number, spread: number, out: Float64Array): void {
  const q = Math.hypot(1, spread);
  const density = (y * gaussianDensity(mean / q)) / q;
  out[0] = gaussianCdf((y * mean) / q);
  out[1] = spread * density;
  out[2] = out[0] - (spread / q) ** 2 * mean * density;
}

/**
 * By the trapezoid rule, whose error is exp(d^2 / 2 - 2 pi d / step), d the distance of the nearest pole i pi / spread from
 * the real line, or 2 pi / step where that is nearer. P(y | h*) falls off like exp(-|h*|), which moves the mass by up to
 * `spread` standard deviations.
 */
function logisticWeights(y: number, mean: number, spread: number, out: Float64Array): void {
  if (spread === 0) {
    out[0] = 1 / (1 + Math.exp(-y * mean));
    out[1] = 0;
    out[2] = out[0];
    return;
  }
  const step = Math.min(0.5, (2 * Math.PI ** 2) / (38 * spread));
  const reach = 9 + Math.min(spread, 10);
  const count = Math.ceil(reach / step);
  out.fill(0, 0, 3);
  for (let k = -count; k <= count; k++) {
    const z = k * step;
    const term = (step * gaussianDensity(z)) / (1 + Math.exp(-y * (mean + spread * z)));
    out[0] += term;
    out[1] += term * z;
    out[2] += term * z * z;
  }
}

/** P(y | h*) = flip + (1 - 2 flip) [y h* >= 0]; E[Z^k; y (m + s Z) > 0] is an integral of the Gaussian's tail. */
export function signWeights(flip: number, y: number, mean: number, spread: number, out: Float64Array): void {
  const keep = 1 - 2 * flip;
  if (spread === 0) {
    out[0] = mean === 0 ? 0.5 + 0.5 * keep * y : flip + keep * Number(y * mean > 0);
    out[1] = 0;
    out[2] = out[0];
    return;
  }
  const edge = mean / spread;
  const density = y * gaussianDensity(edge);
  const mass = gaussianCdf(y * edge);
  out[0] = flip + keep * mass;
  out[1] = keep * density;
  out[2] = flip + keep * (mass - edge * density);
}

/**
 * Labels whose probabilities are the caller's functions of h*. The expectations are sums over Gauss-Legendre panels between the
 * kinks, which are halved until halving changes nothing, since these functions need not be smooth.
 */
function customLaw(response: CustomLabels): LabelLaw {
  const { values, kinks } = response;
  const probabilities = guardedProbabilities(response);
  const whole = new Float64Array(3);
  const label = (y: number, k: number): Label => ({
    y,
    weights(mean, spread, out) {
      if (spread === 0) {
        out[0] = probabilities(mean)[k];
        out[1] = 0;
        out[2] = out[0];
        return;
      }
      const integrand = (z: number) => gaussianDensity(z) * probabilities(mean + spread * z)[k];
      const cuts = kinks.map((kink) => (kink - mean) / spread);
      out.fill(0, 0, 3);
      for (const [start, end] of gaussianPanels(cuts, WIDTH)) {
        whole.fill(0);
        addPanel(integrand, start, end, whole);
        refine(integrand, start, end, whole, DEPTH, out);
      }
    },
  });
  return { labels: values.map(label), kinks };
}

function refine(
  f: (z: number) => number,
  start: number,
  end: number,
  whole: Float64Array,
  depth: number,
  out: Float64Array,
): void {
  const middle = (start + end) / 2;
  const left = new Float64Array(3);
  const right = new Float64Array(3);
  addPanel(f, start, middle, left);
  addPanel(f, middle, end, right);
  const close = whole.every((value, j) => Math.abs(left[j] + right[j] - value) <= CONVERGED);
  if (close || depth === 0) {
    for (let j = 0; j < 3; j++) out[j] += left[j] + right[j];
    return;
  }
  refine(f, start, middle, left, depth - 1, out);
  refine(f, middle, end, right, depth - 1, out);
}

function addPanel(f: (z: number) => number, start: number, end: number, out: Float64Array): void {
  const half = (end - start) / 2;
  for (let i = 0; i < NODES; i++) {
    const z = (start + end) / 2 + half * RULE.nodes[i];
    const term = half * RULE.weights[i] * f(z);
    out[0] += term;
    out[1] += term * z;
    out[2] += term * z * z;
  }
}
