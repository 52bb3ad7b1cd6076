/** E[s^2 | y] for s ~ N(0, 1) along wStar, h* = |wStar| s: all that spectral initialization can use of a response. */

import { ConvergenceError, ModelError } from '../errors';
import { isLabelResponse, labelLaw } from '../law/curvature/label-law';
import { poissonLaw } from '../law/curvature/poisson-law';
import type { Model, Response } from '../model/model';
import { type MapResponse, type ResponseMap, responseMap } from '../model/responses';
import { parameterOf } from '../model/variation';
import { gaussianDensity } from '../numerics/gaussian';
import { piecewiseSeries } from '../numerics/piecewise-series';
import { inverseMap } from './inverse-map';
import { densityNodes, type LabelNode } from './label-nodes';
import { gaussianRule, noisyPosterior, type Posterior } from './noisy-posterior';

export interface SecondMoment {
  /** E[s^2 | y]; +infinity beyond what a map without noise can give. */
  readonly at: (y: number) => number;
  /** The law of y, with E[s^2 | y]. */
  readonly nodes: readonly LabelNode[];
  /** Whether y takes separate values alone, those of the nodes. */
  readonly discrete: boolean;
  /** The y at which E[s^2 | y] jumps, as far as they are known. */
  readonly levels: readonly number[];
}

/** The probability that nodes may miss. */
const MISSED = 1e-8;
/** Standard deviations of the noise beyond the map's range. */
const NOISE_REACH = 9;

/** @throws ModelError for C other than the identity, a mean, or no wStar */
export function secondMoment(model: Model): SecondMoment {
  const { response, covariance } = model;
  if (covariance.kind !== 'atoms' || covariance.eigenvalues.some((value) => value !== 1)) {
    throw new ModelError('covariance', 'the identity, for which the optimal preprocessing is known', covariance.kind);
  }
  if (parameterOf(model, 'mean') !== 0) throw new ModelError('mean', 'zero', parameterOf(model, 'mean'));
  const norm = parameterOf(model, 'wStar');
  if (norm === 0) throw new ModelError('wStar', 'a signal that is not zero', 0);
  const ofNorms = known.get(response) ?? new Map<number, SecondMoment>();
  known.set(response, ofNorms);
  const moment = ofNorms.get(norm) ?? lazily(momentOf(response, norm));
  ofNorms.set(norm, moment);
  return moment;
}

/** It does not depend on p / n, over which it is asked for again and again. */
const known = new WeakMap<Response, Map<number, SecondMoment>>();

function lazily(found: Moment): SecondMoment {
  let nodes: readonly LabelNode[] | null = null;
  return {
    at: found.at,
    discrete: found.discrete ?? false,
    levels: found.levels ?? [],
    get nodes() {
      nodes ??= checkedNodes(found.nodes());
      return nodes;
    },
  };
}

interface Moment {
  readonly at: (y: number) => number;
  readonly nodes: () => LabelNode[];
  readonly discrete?: boolean;
  readonly levels?: readonly number[];
}

function momentOf(response: Response, norm: number): Moment {
  if (isLabelResponse(response)) {
    const { values, weights } = labelLaw(response);
    const index = (y: number) => {
      const k = values.indexOf(y);
      if (k < 0) throw new ModelError('y', `one of ${values.join(', ')}`, y);
      return k;
    };
    return discrete(values, index, (k, out) => weights(k, 0, norm, out));
  }
  if (response.kind === 'poisson') {
    const { values, weights } = poissonLaw({ hMean: 0, h1: 0, starMean: 0, star1: norm, star2: 0 });
    const index = (y: number) => {
      if (!(Number.isInteger(y) && y >= 0)) throw new ModelError('y', 'a count 0, 1, 2, ...', y);
      return y;
    };
    return discrete(values, index, (k, out) => weights(k, 0, norm, out));
  }
  const kind = responseMap(response);
  return kind.noise === 0 ? noiseless(response, kind, norm) : noisy(response, kind, norm);
}

/** Values with probabilities. */
function discrete(
  values: readonly number[],
  indexOf: (y: number) => number,
  weigh: (index: number, out: Float64Array) => void,
): Moment {
  const out = new Float64Array(3);
  const known = new Map<number, LabelNode>();
  const nodeOf = (y: number): LabelNode => {
    let node = known.get(y);
    if (node === undefined) {
      weigh(indexOf(y), out);
      // A value that never comes tells nothing.
      node = { y, mass: out[0], moment: out[0] === 0 ? 1 : out[2] / out[0] };
      known.set(y, node);
    }
    return node;
  };
  return { at: (y) => nodeOf(y).moment, nodes: () => values.map(nodeOf), discrete: true };
}

/** What y tells of a map without noise: s^2 itself, but where several s give the same y. */
function noiseless({ kind }: MapResponse, { map, kinks }: ResponseMap, norm: number): Moment {
  const ends = kinks.map((kink) => kink / norm);
  const exact = inverseSquare(kind, norm);
  if (exact !== null) {
    const momentAt = (s: number) => (kind === 'relu' && s < 0 ? 1 : s * s);
    const nodes = () => gaussianRule(ends).map(([s, mass]) => ({ y: map(norm * s), mass, moment: momentAt(s) }));
    return { at: exact, nodes };
  }
  const { at, levels, breaks } = inverseMap((s) => map(norm * s), ends);
  const nodes = () =>
    gaussianRule(breaks).map(([s, mass]) => {
      const y = map(norm * s);
      return { y, mass, moment: at(y) };
    });
  return { at, nodes, levels };
}

/** Null for a map of the caller's. */
function inverseSquare(kind: MapResponse['kind'], norm: number): ((y: number) => number) | null {
  switch (kind) {
    case 'linear':
    case 'amplitude':
      return (y) => (y / norm) ** 2;
    case 'relu':
      // The half-line h* < 0 all gives y = 0.
      return (y) => (y <= 0 ? 1 : (y / norm) ** 2);
    case 'phase-retrieval':
      return (y) => Math.max(y, 0) / (norm * norm);
    case 'tanh':
      return (y) => (Math.abs(y) < 1 ? (Math.atanh(y) / norm) ** 2 : Number.POSITIVE_INFINITY);
    case 'custom-map':
      return null;
  }
}

function noisy(response: MapResponse, { map, noise, kinks }: ResponseMap, norm: number): Moment {
  const out = new Float64Array(3);
  const isLinear = response.kind === 'linear';
  const posterior = isLinear
    ? gaussianPosterior(norm, noise)
    : noisyPosterior({ map, noise, spread: norm, kinks: kinks.map((kink) => kink / norm) });
  const values = gaussianRule(kinks.map((kink) => kink / norm)).map(([s]) => map(norm * s));
  const reach = NOISE_REACH * noise;
  const [low, high] = [Math.min(...values) - reach, Math.max(...values) + reach];
  const nodes = () => {
    // Where many s share a value of the map, y has a peak as narrow as the noise.
    const peaks = [low + reach, high - reach, ...kinks.map(map), map(0)];
    const marks = peaks.flatMap((peak) => [peak - reach, peak, peak + reach]);
    const inside = marks.filter((mark) => mark > low && mark < high);
    return densityNodes(
      posterior,
      [...new Set([low, ...inside, high])].sort((a, b) => a - b),
    );
  };
  const direct = (y: number) => posterior(y, out);
  return { at: isLinear ? direct : piecewiseSeries(direct, low, high), nodes };
}

/** Of y = h* + noise N(0, 1): s given y is Gaussian. */
function gaussianPosterior(norm: number, noise: number): Posterior {
  const total = Math.hypot(norm, noise);
  return (y, out) => {
    const standard = y / total;
    const moment = ((norm / total) * standard) ** 2 + (noise / total) ** 2;
    out[0] = gaussianDensity(standard) / total;
    out[2] = out[0] * moment;
    return moment;
  };
}

/** @throws ConvergenceError where the nodes do not hold all of the probability */
function checkedNodes(nodes: readonly LabelNode[]): readonly LabelNode[] {
  const missed = Math.abs(nodes.reduce((sum, { mass }) => sum + mass, 0) - 1);
  if (missed <= MISSED) return nodes.filter(({ mass }) => mass > 0);
  throw new ConvergenceError(
    'the law of y',
    nodes.length,
    missed,
    'a larger noise, a shorter wStar, or kinks of the map',
  );
}
