/**
 * The distribution function of a bulk, by integrating its density; its inverse, and means over it.
 *
 * On panels of the coordinate theta of bulk-coordinate.ts, halved until the series converges, the density times dx/dtheta
 * becomes a Chebyshev series, whose antiderivative is the distribution function at every x. The mass of the bulk is known
 * exactly beforehand; the panels must reproduce it, and are scaled to it.
 */

import { ConvergenceError } from '../../errors';
import { antiderivative, evaluateSeries, seriesOf } from '../../numerics/chebyshev';
import type { Estimate } from '../../numerics/estimate';
import { gauss, integrateAdaptively } from '../../numerics/gauss-legendre';
import { findRoot } from '../../numerics/roots';
import type { Bulk } from '../law';
import { type BulkCoordinate, coordinateOf } from './bulk-coordinate';

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
/** Rounding of a sum of series. */
const ROUNDING = 16 * Number.EPSILON;
/** A panel is fine when its last coefficients, times its width, are below this. */
const TOLERANCE = 1e-11;
const MAX_DEPTH = 40;
/** How far integrated and exact mass may differ. */
const ACCEPTED = 1e-7;
/** The tolerance of a mean, relative to the mean of the modulus. */
const MEAN_TOLERANCE = 1e-13;
/** Share of a mean at which an unbounded tail ends. */
const TAIL_TOLERANCE = 1e-12;
/** Length of a step along a tail, relative to the distance reached, and how many there may be. */
const TAIL_GROWTH = 0.5;
const TAIL_STEPS = 60;

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
      for (let i = 0; i < TAIL_STEPS && Math.abs(part) > TAIL_TOLERANCE * size; i++) {
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
