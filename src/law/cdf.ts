/**
 * The distribution function of the limiting law, by integrating its density.
 *
 * In each bulk a coordinate theta takes the square-root edges away: x = left + (right - left) sin^2(theta / 2) between two
 * edges, x = edge +- scale sinh^2(theta) beside one, x = scale sinh(theta) for the whole line; tails of an unbounded bulk
 * are followed to where their density is negligible. On panels of theta, halved until the series converges, the
 * density times dx/dtheta becomes a Chebyshev series, whose antiderivative is the distribution function at every x.
 * The masses of bulks are known exactly beforehand; the panels must reproduce them, and are scaled to them.
 */

import { ConvergenceError } from '../errors';
import { antiderivative, evaluateSeries, seriesOf } from './chebyshev';
import type { Bulk, Edge } from './law';

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
  /** Chebyshev series on [-1, 1] of the mass from `from` on. */
  readonly mass: Float64Array;
}

const NODES = 20;
/** A panel is fine when its last coefficients, times its width, are below this. */
const TOLERANCE = 1e-11;
const MAX_DEPTH = 40;
/** Density times distance at which a tail ends. */
const NEGLIGIBLE = 1e-10;
const MAX_STEPS = 60;
/** Residual of a square-root edge at most. */
const REGULAR = 1e-6;
/** The nearest approach to an edge, relative to the bulk's width, where it may be as singular as 1 / sqrt. */
const CLOSEST = 1e-14;
/** How far integrated and exact mass may differ. */
const ACCEPTED = 1e-7;

/** One bulk's distribution function. */
export class BulkDistribution {
  /** Mass by integration: to be held against the exact `bulk.mass`. */
  readonly integral: number;
  readonly #coordinate: BulkCoordinate;
  readonly #panels: Panel[] = [];

  /**
   * `scale`: the law's size, for the coordinate of an unbounded bulk.
   * @throws ConvergenceError if the density does not integrate to the bulk's mass.
   */
  constructor(
    readonly bulk: Bulk,
    density: (x: number) => number,
    scale: number,
  ) {
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
    const panel = this.#panelAt(theta);
    const position = (2 * theta - panel.from - panel.to) / (panel.to - panel.from);
    const integrated = panel.before + evaluateSeries(panel.mass, position);
    return Math.min(mass, Math.max(0, (integrated * mass) / this.integral));
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
    this.#panels.push({ from, to, before, mass });
    return before + evaluateSeries(mass, 1);
  }

  #panelAt(theta: number): Panel {
    let low = 0;
    let high = this.#panels.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (theta <= this.#panels[middle].to) high = middle;
      else low = middle + 1;
    }
    return this.#panels[low];
  }
}

function coordinateOf({ left, right }: Bulk, density: (x: number) => number, scale: number): BulkCoordinate {
  if (left.location !== null && right.location !== null) {
    const width = right.location - left.location;
    return between(
      left.location + softMargin(left, (distance) => density((left.location as number) + distance), width),
      right.location - softMargin(right, (distance) => density((right.location as number) - distance), width),
    );
  }
  if (left.location !== null) return above(left.location, density, scale);
  if (right.location !== null) return mirrored(above(-right.location, (x) => density(-x), scale));
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

function above(edge: number, density: (x: number) => number, scale: number): BulkCoordinate {
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

/** How far from an edge that is not a square root's the density is still negligible. */
function softMargin(edge: Edge, density: (distance: number) => number, width: number): number {
  if (edge.delta !== null && edge.residual < REGULAR) return 0;
  let distance = width / 4;
  while (distance > CLOSEST * width && density(distance) * distance > NEGLIGIBLE) distance /= 1.5;
  return distance > CLOSEST * width ? distance : 0;
}

/** Where the tail ends: a distance from which on its mass is negligible. */
function tailEnd(density: (distance: number) => number, scale: number): number {
  let distance = scale;
  for (let i = 0; i < MAX_STEPS && density(distance) * distance > NEGLIGIBLE; i++) distance *= 1.5;
  return distance;
}
