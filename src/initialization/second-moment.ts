/** E[s^2 | y] for s ~ N(0, 1) along wStar, h* = |wStar| s: all that spectral initialization can use of a response. */

import { ModelError } from '../errors';
import { NODES, RULE } from '../law/curvature/gauss-legendre';
import { gaussianDensity } from '../law/curvature/gaussian';
import { isLabelResponse, labelLaw } from '../law/curvature/label-law';
import { responseDensity } from '../law/curvature/response-density';
import { responseMap } from '../law/curvature/response-map';
import { GAUSSIAN_REACH } from '../law/curvature/signal-measure';
import type { Model } from '../model';
import { parameterOf } from '../model-variation';

const PANELS = 24;

export interface SecondMoment {
  /** E[s^2 | y]. */
  readonly at: (y: number) => number;
  /** E[f(y)]. */
  readonly expectation: (f: (y: number) => number) => number;
}

/** @throws ModelError for C other than the identity, a mean, no wStar, or a response whose law given y is not known. */
export function secondMoment(model: Model): SecondMoment {
  const { response, covariance } = model;
  if (covariance.kind !== 'atoms' || covariance.eigenvalues.some((value) => value !== 1)) {
    throw new ModelError('covariance', 'the identity, for which the optimal preprocessing is known', covariance.kind);
  }
  if (parameterOf(model, 'mean') !== 0) throw new ModelError('mean', 'zero', parameterOf(model, 'mean'));
  const norm = parameterOf(model, 'wStar');
  if (norm === 0) throw new ModelError('wStar', 'a signal that is not zero', 0);
  const out = new Float64Array(3);
  // Where y is beyond all that can be represented it tells nothing.
  const ratio = () => (out[0] === 0 ? 1 : out[2] / out[0]);
  if (isLabelResponse(response)) {
    const { values, weights } = labelLaw(response);
    const expectation = (f: (y: number) => number) =>
      values.reduce((sum, y, k) => {
        weights(k, 0, norm, out);
        const mass = out[0];
        return mass === 0 ? sum : sum + mass * f(y);
      }, 0);
    const at = (y: number) => {
      const k = values.indexOf(y);
      if (k < 0) throw new ModelError('y', `one of ${values.join(', ')}`, y);
      weights(k, 0, norm, out);
      return ratio();
    };
    return { at, expectation };
  }
  if (response.kind === 'poisson') throw new ModelError('response', 'labels, or a map of h* with noise', 'poisson');
  const kind = responseMap(response);
  const { map, noise, kinks } = kind;
  const density = responseDensity(response.kind, kind, norm);
  if (density === null && noise === 0) {
    throw new ModelError('response.noise', 'above 0 (this map has no inverse that is known)', 0);
  }
  const signal = gaussianRule(kinks.map((kink) => kink / norm));
  const errors: readonly (readonly [number, number])[] = noise === 0 ? [[0, 1]] : gaussianRule([]);
  const expectation = (f: (y: number) => number) => {
    let sum = 0;
    for (const [s, mass] of signal) for (const [e, share] of errors) sum += mass * share * f(map(norm * s) + noise * e);
    return sum;
  };
  if (density !== null) {
    const at = (y: number) => {
      // The half-line h* < 0 all gives y = 0.
      if (response.kind === 'relu' && noise === 0 && y <= 0) return 1;
      density.at(0, y, 0, out);
      return ratio();
    };
    return { at, expectation };
  }
  const at = (y: number) => {
    out.fill(0);
    for (const [s, mass] of signal) {
      const term = mass * gaussianDensity((y - map(norm * s)) / noise);
      out[0] += term;
      out[2] += term * s * s;
    }
    return ratio();
  };
  return { at, expectation };
}

/** Nodes and masses of N(0, 1), in panels that end at the kinks. */
function gaussianRule(kinks: readonly number[]): [number, number][] {
  const inner = kinks.filter((kink) => Math.abs(kink) < GAUSSIAN_REACH);
  const ends = [-GAUSSIAN_REACH, ...inner, GAUSSIAN_REACH].sort((a, b) => a - b);
  const rule: [number, number][] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const half = (ends[i + 1] - ends[i]) / (2 * PANELS);
    for (let j = 0; j < PANELS; j++) {
      for (let k = 0; k < NODES; k++) {
        const s = ends[i] + half * (2 * j + 1 + RULE.nodes[k]);
        rule.push([s, half * RULE.weights[k] * gaussianDensity(s)]);
      }
    }
  }
  return rule;
}
