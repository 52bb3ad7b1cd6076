/**
 * E[P(y_k | mean + spread Z) Z^j], j = 0, 1, 2, for probabilities that are the caller's functions of h*: by Gauss-Legendre
 * panels between the kinks, halved until halving changes nothing, since nothing need be smooth.
 */

import { guardedProbabilities } from '../../model/custom-functions';
import type { CustomLabels } from '../../model/model';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { gaussianDensity } from '../../numerics/gaussian';
import type { LabelLaw } from './label-law';
import { GAUSSIAN_REACH, spaced } from './signal-measure';

const WIDTH = 2.5;
/** Change of an integral of size one under halving that is rounding. */
const CONVERGED = 1e-14;
/** Halvings of a panel; beyond, a jump is worth less than the tolerance. */
const DEPTH = 44;

export function customWeights(response: CustomLabels): LabelLaw['weights'] {
  const probabilities = guardedProbabilities(response);
  const whole = new Float64Array(3);
  return (k, mean, spread, out) => {
    if (spread === 0) {
      out[0] = probabilities(mean)[k];
      out[1] = 0;
      out[2] = out[0];
      return;
    }
    const integrand = (z: number) => gaussianDensity(z) * probabilities(mean + spread * z)[k];
    out.fill(0, 0, 3);
    const ends = [
      -GAUSSIAN_REACH,
      ...response.kinks.map((kink) => (kink - mean) / spread).filter((z) => Math.abs(z) < GAUSSIAN_REACH),
      GAUSSIAN_REACH,
    ].sort((a, b) => a - b);
    for (let i = 0; i + 1 < ends.length; i++) {
      if (ends[i] === ends[i + 1]) continue;
      const breaks = spaced(ends[i], ends[i + 1], WIDTH);
      for (let j = 0; j + 1 < breaks.length; j++) {
        whole.fill(0);
        addPanel(integrand, breaks[j], breaks[j + 1], whole);
        refine(integrand, breaks[j], breaks[j + 1], whole, DEPTH, out);
      }
    }
  };
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
