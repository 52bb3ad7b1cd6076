/**
 * The distribution function of the limiting law's bulks, by integrating its density; its inverse, and means over it.
 *
 * In each bulk a coordinate theta takes the square-root edges away: x = left + (right - left) sin^2(theta / 2) between two
 * edges, x = edge +- scale sinh^2(theta) beside one, x = scale sinh(theta) for the whole line; between two edges of which one is
 * soft it is the logarithm of the ratio of the distances from them. Tails of an unbounded bulk, and what is beside a soft edge,
 * are followed to where their density is negligible. On panels of theta, halved until the series converges, the
 * density times dx/dtheta becomes a Chebyshev series, whose antiderivative is the distribution function at every x.
 * The masses of bulks are known exactly beforehand; the panels must reproduce them, and are scaled to them.
 */

import { ConvergenceError } from '../../errors';
import { antiderivative, evaluateSeries, seriesOf } from '../../numerics/chebyshev';
import type { Estimate } from '../../numerics/estimate';
import { gauss, integrateAdaptively } from '../../numerics/gauss-legendre';
import { findRoot } from '../../numerics/roots';
import type { Bulk, Edge } from '../law';

/** x along a bulk: x(theta) and dx/dtheta, increasing on [from, to], and the way back. */
interface BulkCoordinate {
  readonly from: number;
  readonly to: number;
  x(theta: number): number;
  derivative(theta: number): number;
  theta(x: number): number;
}

interface Panel {
  readonly from: number;
  readonly to: number;
  /** Mass of the bulk before this panel. */
  readonly before: number;
  /** Chebyshev series on [-1, 1] of the density times dx/dtheta. */
  readonly density: Float64Array;
  /** What the series leaves out, integrated over the panel. */
  readonly error: number;
  /** Chebyshev series on [-1, 1] of the mass from `from` on. */
  readonly mass: Float64Array;
}

const NODES = 20;
/** Where on a panel errors of the density are taken. */
const PROBES = [0.1, 0.5, 0.9];
/** Of a sum of series. */
const ROUNDING = 16 * Number.EPSILON;
/** A panel is fine when its last coefficients, times its width, are below this. */
const TOLERANCE = 1e-11;
const MAX_DEPTH = 40;
/** Density times distance at which a tail ends. */
const NEGLIGIBLE = 1e-10;
const MAX_STEPS = 60;
/** The same beside a square-root edge, which costs nothing to come close to. */
const NEGLIGIBLE_REGULAR = 1e-16;
/** Logarithm of the least distance from an edge at zero, relative to the width of the bulk, and of the steps on the way. */
const FARTHEST = 200;
const OUTWARDS = 0.5;
/** Share of the mass that such steps are to have met. */
const MET = 0.99;
/** How far integrated and exact mass may differ. */
const ACCEPTED = 1e-7;
/** Of a mean, relative to that of the modulus. */
const MEAN_TOLERANCE = 1e-13;
/** Share of a mean at which an unbounded tail ends. */
const TAIL_TOLERANCE = 1e-12;
/** Length of a step along a tail, relative to the distance reached. */
const TAIL_GROWTH = 0.5;

/** One bulk's distribution function. */
export class BulkDistribution {
  /** Mass by integration: to be held against the exact `bulk.mass`. */
  readonly integral: number;
  readonly #coordinate: BulkCoordinate;
  readonly #density: (x: number) => number;
  readonly #scale: number;
  readonly #panels: Panel[] = [];
  readonly #densityError: (x: number) => number;
  #error: number | null = null;

  /**
   * `scale`: the law's size, for the coordinate of an unbounded bulk. `densityError`: of the density at x.
   * @throws ConvergenceError if the density does not integrate to the bulk's mass.
   */
  constructor(
    readonly bulk: Bulk,
    density: (x: number) => number,
    scale: number,
    densityError: (x: number) => number = () => 0,
  ) {
    this.#density = density;
    this.#densityError = densityError;
    this.#scale = scale;
    this.#coordinate = coordinateOf(bulk, density, scale);
    const { from, to, x, derivative } = this.#coordinate;
    this.integral = this.#cover((theta) => density(x(theta)) * derivative(theta), from, to, 0, 0);
    const defect = Math.abs(this.integral - bulk.mass);
    if (!(defect <= ACCEPTED)) {
      throw new ConvergenceError(
        `the mass of the bulk from ${bulk.left.location} to ${bulk.right.location}, ${bulk.mass} by its edges,`,
        this.#panels.length,
        defect,
        'its density is not resolved; a model further from a transition may be',
      );
    }
  }

  /** Mass of the bulk up to x. */
  at(x: number): number {
    const { left, right, mass } = this.bulk;
    if (left.location !== null && x <= left.location) return 0;
    if (right.location !== null && x >= right.location) return mass;
    const { from, to } = this.#coordinate;
    const theta = this.#coordinate.theta(x);
    if (theta <= from) return 0;
    if (theta >= to) return mass;
    const panel = this.#panelWhere(({ to }) => theta <= to);
    const position = (2 * theta - panel.from - panel.to) / (panel.to - panel.from);
    const integrated = panel.before + evaluateSeries(panel.mass, position);
    return Math.min(mass, Math.max(0, (integrated * mass) / this.integral));
  }

  /** Estimated absolute error of `at(x)`, apart from that of the bulk's mass. */
  errorAt(x: number): number {
    const { left, right, mass } = this.bulk;
    if (x <= (left.location ?? Number.NEGATIVE_INFINITY) || x >= (right.location ?? Number.POSITIVE_INFINITY)) return 0;
    this.#error ??= this.#panels.reduce((sum, panel) => sum + this.#panelError(panel), Math.abs(this.integral - mass));
    return this.#error + this.#density(x) * Math.max(left.error, right.error) + ROUNDING * mass;
  }

  /** What the series leaves out, and the errors of the densities that it goes through. */
  #panelError({ from, to, error }: Panel): number {
    const { x, derivative } = this.#coordinate;
    const errors = PROBES.map((share) => {
      const theta = from + share * (to - from);
      return this.#densityError(x(theta)) * derivative(theta);
    });
    return error + (to - from) * Math.max(...errors);
  }

  /** The x up to which the bulk has this mass; its ends for nothing and for all of it. */
  quantile(mass: number): number {
    const { left, right } = this.bulk;
    if (mass <= 0) return left.location ?? Number.NEGATIVE_INFINITY;
    if (mass >= this.bulk.mass) return right.location ?? Number.POSITIVE_INFINITY;
    const target = (mass * this.integral) / this.bulk.mass;
    const panel = this.#panelWhere(({ before, mass: within }) => target <= before + evaluateSeries(within, 1));
    const excess = (position: number) => panel.before + evaluateSeries(panel.mass, position) - target;
    const [low, high] = [excess(-1), excess(1)];
    const position = low >= 0 ? -1 : high <= 0 ? 1 : findRoot(excess, { a: -1, fa: low, b: 1, fb: high }).x;
    return this.#coordinate.x(panel.from + ((panel.to - panel.from) / 2) * (1 + position));
  }

  /**
   * The integral of f against the bulk.
   * @throws ConvergenceError where it diverges.
   */
  integrate(f: (x: number) => number): Estimate {
    const { x } = this.#coordinate;
    const pieces = this.#panels.map(({ from, to, density }) => {
      const half = (to - from) / 2;
      return { half, at: (u: number) => f(x(from + half * (1 + u))) * evaluateSeries(density, u) * half };
    });
    const size = pieces.reduce((sum, { at }) => sum + gauss((u) => Math.abs(at(u)), -1, 1), 0);
    const normalization = this.bulk.mass / this.integral;
    let value = 0;
    let error = 0;
    this.#panels.forEach((panel, k) => {
      const part = integrateAdaptively(pieces[k].at, -1, 1, MEAN_TOLERANCE * size);
      value += part.value;
      // What the series leaves out, against the mean of |f|.
      error +=
        part.error + (panel.error / 2) * gauss((u) => Math.abs(f(x(panel.from + pieces[k].half * (1 + u)))), -1, 1);
    });
    const tails = this.#tails(f, size);
    return {
      value: normalization * value + tails.value,
      error: error + Math.abs((normalization - 1) * value) + tails.error,
    };
  }

  /** What the tails of an unbounded bulk, cut off where their mass is negligible, add to the integral of f. */
  #tails(f: (x: number) => number, size: number): Estimate {
    const { left, right } = this.bulk;
    const { from, to, x } = this.#coordinate;
    let value = 0;
    let error = 0;
    const follow = (end: number, sign: number) => {
      let start = end;
      let part = Number.POSITIVE_INFINITY;
      for (let i = 0; i < MAX_STEPS && Math.abs(part) > TAIL_TOLERANCE * size; i++) {
        const next = start + sign * Math.max(Math.abs(start), this.#scale) * TAIL_GROWTH;
        part = sign * gauss((at) => f(at) * this.#density(at), start, next);
        value += part;
        start = next;
      }
      error += Math.abs(part);
    };
    if (left.location === null) follow(x(from), -1);
    if (right.location === null) follow(x(to), 1);
    return { value, error };
  }

  /** Adds panels over [from, to], in order, and returns the mass at the end. */
  #cover(integrand: (theta: number) => number, from: number, to: number, before: number, depth: number): number {
    const half = (to - from) / 2;
    const series = seriesOf((position) => integrand(from + half * (1 + position)), NODES);
    const tail = Math.abs(series[NODES - 1]) + Math.abs(series[NODES - 2]) + Math.abs(series[NODES - 3]);
    if (!(tail * half <= TOLERANCE) && depth < MAX_DEPTH) {
      const middle = from + half;
      return this.#cover(integrand, middle, to, this.#cover(integrand, from, middle, before, depth + 1), depth + 1);
    }
    const mass = antiderivative(series).map((coefficient) => coefficient * half);
    this.#panels.push({ from, to, before, density: series, error: tail * half, mass });
    return before + evaluateSeries(mass, 1);
  }

  /** The first panel of which `reached` holds; it holds of all that follow. */
  #panelWhere(reached: (panel: Panel) => boolean): Panel {
    let low = 0;
    let high = this.#panels.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(this.#panels[middle])) high = middle;
      else low = middle + 1;
    }
    return this.#panels[low];
  }
}

function coordinateOf(bulk: Bulk, density: (x: number) => number, scale: number): BulkCoordinate {
  const { left, right } = bulk;
  if (left.location !== null && right.location !== null) {
    if (left.kind === 'soft' || right.kind === 'soft') return logistic(bulk, left.location, right.location, density);
    return between(left.location, right.location);
  }
  if (left.location !== null) return above(left, left.location, bulk.mass, density, scale);
  if (right.location !== null) return mirrored(above(right, -right.location, bulk.mass, (x) => density(-x), scale));
  return wholeLine(density, scale);
}

function between(left: number, right: number): BulkCoordinate {
  const width = right - left;
  return {
    from: 0,
    to: Math.PI,
    // From the nearer edge: the density is sensitive to the distance from it.
    x: (theta) =>
      theta < Math.PI / 2 ? left + width * Math.sin(theta / 2) ** 2 : right - width * Math.cos(theta / 2) ** 2,
    derivative: (theta) => (width / 2) * Math.sin(theta),
    theta: (x) => 2 * Math.atan2(Math.sqrt(Math.max(0, x - left)), Math.sqrt(Math.max(0, right - x))),
  };
}

function above(
  { kind }: Edge,
  edge: number,
  mass: number,
  density: (x: number) => number,
  scale: number,
): BulkCoordinate {
  if (kind === 'soft') return exponential(edge, mass, density, scale);
  return {
    from: 0,
    to: Math.asinh(Math.sqrt(tailEnd((distance) => density(edge + distance), scale) / scale)),
    x: (theta) => edge + scale * Math.sinh(theta) ** 2,
    derivative: (theta) => scale * Math.sinh(2 * theta),
    theta: (x) => Math.asinh(Math.sqrt(Math.max(0, x - edge) / scale)),
  };
}

function mirrored({ from, to, x, derivative, theta }: BulkCoordinate): BulkCoordinate {
  return { from: -to, to: -from, x: (t) => -x(-t), derivative: (t) => derivative(-t), theta: (y) => -theta(-y) };
}

function wholeLine(density: (x: number) => number, scale: number): BulkCoordinate {
  return {
    from: -Math.asinh(tailEnd((distance) => density(-distance), scale) / scale),
    to: Math.asinh(tailEnd(density, scale) / scale),
    x: (theta) => scale * Math.sinh(theta),
    derivative: (theta) => scale * Math.cosh(theta),
    theta: (x) => Math.asinh(x / scale),
  };
}

/**
 * x = left + (right - left) / (1 + exp(-theta)), beside an edge that is softer than a square root: there the mass may lie decades
 * closer to the edge than the bulk is wide, or end long before it.
 */
function logistic(
  { left: leftEdge, right: rightEdge, mass }: Bulk,
  left: number,
  right: number,
  density: (x: number) => number,
): BulkCoordinate {
  const width = right - left;
  const coordinate = {
    // From the nearer edge.
    x: (theta: number) => (theta < 0 ? left + width / (1 + Math.exp(-theta)) : right - width / (1 + Math.exp(theta))),
    derivative: (theta: number) => width / (2 + Math.exp(theta) + Math.exp(-theta)),
    theta: (x: number) => Math.log(Math.max(0, x - left) / Math.max(0, right - x)),
  };
  return followed(coordinate, density, mass, [
    beside(leftEdge.kind, left, width),
    beside(rightEdge.kind, right, width),
  ]);
}

/** x = edge + scale exp(theta), beside a soft edge with no other one above it. */
function exponential(at: number, mass: number, density: (x: number) => number, scale: number): BulkCoordinate {
  const coordinate = {
    x: (theta: number) => at + scale * Math.exp(theta),
    derivative: (theta: number) => scale * Math.exp(theta),
    theta: (x: number) => Math.log(Math.max(0, x - at) / scale),
  };
  return followed(coordinate, density, mass, [beside('soft', at, scale), { enough: NEGLIGIBLE, farthest: FARTHEST }]);
}

interface Reach {
  /** Mass per unit of theta that is negligible. */
  readonly enough: number;
  /** |theta| beyond which nothing is. */
  readonly farthest: number;
}

function beside(kind: Edge['kind'], at: number, width: number): Reach {
  return {
    enough: kind === 'soft' ? NEGLIGIBLE : NEGLIGIBLE_REGULAR,
    farthest: at === 0 ? FARTHEST : Math.log(width / (Number.EPSILON * Math.abs(at))),
  };
}

/** From where there is mass, either way to where it is negligible, and across what is negligible while mass is missing. */
function followed(
  coordinate: Pick<BulkCoordinate, 'x' | 'derivative' | 'theta'>,
  density: (x: number) => number,
  mass: number,
  reaches: readonly [below: Reach, above: Reach],
): BulkCoordinate {
  const perTheta = (theta: number) => density(coordinate.x(theta)) * coordinate.derivative(theta);
  const bulky = (step: number) => perTheta(OUTWARDS * step) > mass / (2 * FARTHEST);
  const inside = OUTWARDS * (alternately(FARTHEST / OUTWARDS).find(bulky) ?? 0);
  const ends = [inside, inside];
  let met = -OUTWARDS * perTheta(inside);
  /** On to where mass is, or is no more; whether there was an end of it. */
  const follow = (side: number, wanted: boolean): boolean => {
    const { enough, farthest } = reaches[side];
    const sign = 2 * side - 1;
    for (; sign * ends[side] < farthest; ends[side] += sign * OUTWARDS) {
      const there = perTheta(ends[side]);
      if (there > enough === wanted) return true;
      met += OUTWARDS * there;
    }
    return false;
  };
  for (const side of [0, 1]) follow(side, false);
  for (const side of [0, 1]) {
    const last = ends[side];
    if (met > MET * mass) continue;
    if (follow(side, true)) follow(side, false);
    else ends[side] = last;
  }
  return { ...coordinate, from: ends[0], to: ends[1] };
}

/** 0, -1, 1, -2, 2, ... up to `most`. */
function alternately(most: number): number[] {
  return Array.from({ length: 2 * Math.floor(most) + 1 }, (_, i) => (i % 2 === 0 ? i / 2 : -(i + 1) / 2));
}

/** Where the tail ends: a distance from which on its mass is negligible. */
function tailEnd(density: (distance: number) => number, scale: number): number {
  let distance = scale;
  for (let i = 0; i < MAX_STEPS && density(distance) * distance > NEGLIGIBLE; i++) distance *= 1.5;
  return distance;
}
