/** E[s^2 | y] for s ~ N(0, 1) along wStar, h* = |wStar| s: all that spectral initialization can use of a response. */

import { ConvergenceError, ModelError } from '../errors';
import { isLabelResponse, type Label, labelLaw } from '../law/curvature/label-law';
import { noisyPosterior, type Posterior } from '../law/curvature/noisy-map';
import { countLabel, poissonLaw } from '../law/curvature/poisson-law';
import type { Model, Response } from '../model/model';
import { type MapResponse, type ResponseMap, responseMap } from '../model/responses';
import { parameterOf } from '../model/variation';
import { piecewiseSeries } from '../numerics/chebyshev';
import { gaussianDensity } from '../numerics/gaussian';
import { cutAt, gaussianRule } from '../numerics/panels';
import { inverseMap } from './inverse-map';
import { densityNodes, type LabelNode } from './label-nodes';

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

/** The moments found so far: they do not depend on p / n, over which they are asked for again and again. */
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
    const { labels } = labelLaw(response);
    const labelOf = (value: number): Label => {
      const found = labels.find(({ y }) => y === value);
      if (found) return found;
      throw new ModelError('y', `one of ${labels.map(({ y }) => y).join(', ')}`, value);
    };
    return discrete(labels, labelOf, norm);
  }
  if (response.kind === 'poisson') {
    const { labels } = poissonLaw({ hMean: 0, h1: 0, starMean: 0, star1: norm, star2: 0 });
    const labelOf = (y: number): Label => {
      if (Number.isInteger(y) && y >= 0) return countLabel(y);
      throw new ModelError('y', 'a count 0, 1, 2, ...', y);
    };
    return discrete(labels, labelOf, norm);
  }
  const kind = responseMap(response);
  return kind.noise === 0 ? noiseless(response, kind, norm) : noisy(response, kind, norm);
}

/** The moment of a response with discrete values. */
function discrete(labels: readonly Label[], labelOf: (y: number) => Label, norm: number): Moment {
  const out = new Float64Array(3);
  const known = new Map<number, LabelNode>();
  const nodeOf = (y: number): LabelNode => {
    let node = known.get(y);
    if (node === undefined) {
      labelOf(y).weights(0, norm, out);
      // A value that never comes tells nothing.
      node = { y, mass: out[0], moment: out[0] === 0 ? 1 : out[2] / out[0] };
      known.set(y, node);
    }
    return node;
  };
  return { at: (y) => nodeOf(y).moment, nodes: () => labels.map(({ y }) => nodeOf(y)), discrete: true };
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

/** E[s^2 | y] of a map of the catalogue without noise; null for a map of the caller's. */
function inverseSquare(kind: MapResponse['kind'], norm: number): ((y: number) => number) | null {
  switch (kind) {
    case 'linear':
    case 'amplitude':
      return (y) => (y / norm) ** 2;
    case 'relu':
      // All of the half-line h* < 0 gives y = 0.
      return (y) => (y <= 0 ? 1 : (y / norm) ** 2);
    case 'phase-retrieval':
      return (y) => Math.max(y, 0) / (norm * norm);
    case 'tanh':
      return (y) => (Math.abs(y) < 1 ? (Math.atanh(y) / norm) ** 2 : Number.POSITIVE_INFINITY);
    case 'custom-map':
      return null;
  }
}

function noisy(response: MapResponse, given: ResponseMap, norm: number): Moment {
  const { map, noise, kinks } = given;
  const out = new Float64Array(3);
  const isLinear = response.kind === 'linear';
  const posterior = isLinear ? gaussianPosterior(norm, noise) : noisyPosterior(given, norm);
  const values = gaussianRule(kinks.map((kink) => kink / norm)).map(([s]) => map(norm * s));
  const reach = NOISE_REACH * noise;
  const [low, high] = [Math.min(...values) - reach, Math.max(...values) + reach];
  const nodes = () => {
    // Where many s share a value of the map, y has a peak as narrow as the noise.
    const peaks = [low + reach, high - reach, ...kinks.map(map), map(0)];
    const marks = peaks.flatMap((peak) => [peak - reach, peak, peak + reach]);
    return densityNodes(posterior, cutAt(marks, low, high));
  };
  const direct = (y: number) => posterior(y, out);
  return { at: isLinear ? direct : piecewiseSeries(direct, low, high), nodes };
}

/** The posterior for y = h* + noise N(0, 1), where s given y is Gaussian. */
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
