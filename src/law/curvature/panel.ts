/**
 * A stretch of a curve t -> (g(t), M(t)) with 16 Gauss-Legendre nodes, and the question whether they integrate
 * psi = g / (1 + g delta) against M.
 *
 * With s in [-1, 1] on the panel and Legendre coefficients g = sum_k c_k P_k(s), |P_k| <= P_k(A) on the Bernstein ellipse
 * |s - 1| + |s + 1| = 2 A. So 1 + g delta has no zero in it, that is g misses G = -1 / delta there, as soon as
 *
 *     |G - (c_0 - c_1)| + |G - (c_0 + c_1)| >= 2 sum_{k >= 1} |c_k| P_k(A) = reach,
 *
 * which is sharp where g is linear and nearly so where it is quadratic (a critical point). The ellipse is that of
 * rho = 3, A = (rho + 1 / rho) / 2 = 5/3: the rule's error is of the order of rho^-32 = 5e-16 (Trefethen, "Is Gauss
 * quadrature better than Clenshaw-Curtis?", SIAM Review 2008, theorem 4.5). At a kink of g the coefficients decay slowly,
 * reach is large, and panels get refined towards it. Where the density of g is small, so is what an error adds to the whole,
 * and a smaller ellipse will do: the many counts of a Poisson response lie there.
 */

import { legendre, NODES, RULE } from '../../numerics/gauss-legendre';
import { interpolatedCurve } from './interpolated-curve';
import { ROUNDING as CURVE_ROUNDING, type Curve, MOMENTS } from './signal-measure';

/** P_k(A) for rho, and the error rho^-32. */
const ELLIPSES = /* @__PURE__ */ [1.5, 1.7, 2, 2.4, 3].map((rho) => ({
  error: rho ** (-2 * NODES),
  polynomials: legendre((rho + 1 / rho) / 2, NODES),
}));
/** What the rule's error may add to E[psi], in units of psi over the panel's distance from the pole. */
const ABSOLUTE = 1e-19;
/** Coefficients below this share of max |g| are rounding. */
const ROUNDING = 8 * Number.EPSILON;
/** The share up to which coefficients of a caller's function on a narrow panel are rounding, if they do not fall with their degree. */
const MOST_ROUNDING = 1e-11;
/** Width, relative to the range, below which a panel sees no curvature of M. */
const SMALL = 1e-7;
/** The rule's error, relative to the integral of the modulus, of what it integrates to rounding. */
const RESOLVED = 1e-15;
/** Mass, and second moment of g, of a panel that need not be resolved; and the error of one that may stay. */
const NEGLIGIBLE = 1e-22;
/** The mass of such a panel per noise of M beyond that of a formula, since what is noise alone has no end of refinement. */
const NEGLIGIBLE_NOISE = 1e-3;

/** Legendre coefficients of g on the panel that is being made. */
const COEFFICIENTS = /* @__PURE__ */ new Float64Array(NODES);

export class Panel {
  /** Row 0: g at the nodes; rows 1 to 6: the moments of M, times the rule's weights. */
  readonly values = new Float64Array((MOMENTS + 1) * NODES);
  /** c_0 and c_1. */
  readonly middle: number;
  readonly slope: number;
  readonly reach: number;
  /** g is c_0 + c_1 s up to rounding. */
  readonly linear: boolean;
  /** Too narrow to be split in double precision. */
  readonly narrow: boolean;
  #halves: readonly [Panel, Panel] | null = null;
  /** Kept when the halves are not. */
  #interpolated: Curve | null = null;
  readonly #curve: Curve;
  readonly #start: number;
  readonly #end: number;

  constructor(curve: Curve, start: number, end: number) {
    this.#curve = curve;
    this.#start = start;
    this.#end = end;
    const center = (start + end) / 2;
    const half = (end - start) / 2;
    const range = curve.breaks[curve.breaks.length - 1] - curve.breaks[0];
    this.narrow = half <= Number.EPSILON * Math.max(32 * Math.abs(center), range / 256);
    const { values } = this;
    const point = new Float64Array(MOMENTS + 1);
    let largest = 0;
    for (let i = 0; i < NODES; i++) {
      curve.evaluate(center + half * RULE.nodes[i], point);
      values[i] = point[0];
      for (let row = 1; row <= MOMENTS; row++) values[row * NODES + i] = half * RULE.weights[i] * point[row];
      largest = Math.max(largest, Math.abs(point[0]));
    }
    // Differences from one value, so that rounding is that of g alone.
    const origin = values[NODES / 2];
    const ellipse = this.#ellipseOf(largest);
    for (let k = 0; k < NODES; k++) {
      let sum = 0;
      for (let i = 0; i < NODES; i++) sum += RULE.weights[i] * RULE.polynomials[k * NODES + i] * (values[i] - origin);
      COEFFICIENTS[k] = (k + 0.5) * sum;
    }
    const small = half <= SMALL * range;
    const rounding = Math.max(ROUNDING * largest, small ? Math.min(2 * highDegrees(), MOST_ROUNDING * largest) : 0);
    let reach = 0;
    let curved = false;
    for (let k = 1; k < NODES; k++) {
      const size = Math.abs(COEFFICIENTS[k]);
      if (size <= rounding) continue;
      reach += 2 * size * ellipse[k];
      curved ||= k > 1;
    }
    this.middle = origin + COEFFICIENTS[0];
    this.slope = COEFFICIENTS[1];
    this.reach = reach;
    this.linear = small && !curved;
  }

  /** The smallest ellipse whose error does not show in the whole: P_k(A) for it. */
  #ellipseOf(largest: number): Float64Array {
    const { values } = this;
    let size = 0;
    let low = values[0];
    let high = values[0];
    for (let i = 0; i < NODES; i++) {
      size += Math.abs(values[NODES + i]) + Math.abs(values[4 * NODES + i]) + Math.abs(values[6 * NODES + i]);
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    const allowed = (ABSOLUTE * (high - low)) / (size * Math.max(1, largest * largest));
    const fine = ELLIPSES.find(({ error }) => error <= allowed) ?? ELLIPSES[ELLIPSES.length - 1];
    return fine.polynomials;
  }

  /** Whether psi at delta is integrated to rounding, beside the whole (the criterion above, times |delta|). */
  resolves(re: number, im: number): boolean {
    const low = this.middle - this.slope;
    const high = this.middle + this.slope;
    const lowRe = 1 + low * re;
    const highRe = 1 + high * re;
    const distance =
      Math.sqrt(lowRe * lowRe + low * im * (low * im)) + Math.sqrt(highRe * highRe + high * im * (high * im));
    return distance >= this.reach * Math.sqrt(re * re + im * im);
  }

  /** Whether M, and g against it, are integrated to rounding: where psi starts from. */
  get resolvesMoments(): boolean {
    const { values } = this;
    const withG = new Float64Array(NODES);
    let mass = 0;
    let spread = 0;
    let first = 0;
    let second = 0;
    for (let i = 0; i < NODES; i++) {
      const weight = Math.abs(values[NODES + i]);
      const g = values[i];
      withG[i] = values[NODES + i] * g;
      mass += weight;
      spread += weight + Math.abs(values[4 * NODES + i]) + Math.abs(values[6 * NODES + i]);
      first += weight * Math.abs(g);
      second += weight * Math.abs(g) * Math.abs(g);
    }
    if (mass + second <= Math.max(NEGLIGIBLE, NEGLIGIBLE_NOISE * (this.#curve.noise - CURVE_ROUNDING))) return true;
    const noise = 32 * this.#curve.noise;
    const unresolved = (terms: Float64Array, size: number) =>
      expectedError(terms, noise * size) > Math.max(RESOLVED * size, NEGLIGIBLE);
    if (unresolved(withG, first)) return false;
    for (let row = 1; row <= MOMENTS; row++) {
      if (unresolved(values.subarray(row * NODES, (row + 1) * NODES), spread)) return false;
    }
    return true;
  }

  /** g at the two ends, the same numbers as the neighbors'. */
  get ends(): readonly [number, number] {
    return [this.#curve.g(this.#start), this.#curve.g(this.#end)];
  }

  get isSplit(): boolean {
    return this.#halves !== null;
  }

  /** The two halves, made when first asked for. */
  split(): readonly [Panel, Panel] {
    if (this.#halves === null) {
      if (this.#curve.costly) this.#interpolated ??= interpolatedCurve(this.#curve, this.#start, this.#end);
      this.#halves = this.#halvesOf(this.#interpolated ?? this.#curve);
    }
    return this.#halves;
  }

  /** The two halves, without interpolation: where this panel does not resolve the moments. */
  exactHalves(): readonly [Panel, Panel] {
    return this.#halvesOf(this.#curve);
  }

  #halvesOf(curve: Curve): readonly [Panel, Panel] {
    const center = (this.#start + this.#end) / 2;
    return [new Panel(curve, this.#start, center), new Panel(curve, center, this.#end)];
  }

  merge(): void {
    this.#halves = null;
  }
}

/** The largest of the coefficients that are nothing but rounding where g is smooth and the panel narrow. */
function highDegrees(): number {
  let most = 0;
  for (let k = NODES / 2; k < NODES; k++) most = Math.max(most, Math.abs(COEFFICIENTS[k]));
  return most;
}

/**
 * The error of the rule on a function given by its values times the weights: that of its Legendre coefficient of degree
 * 32, to which the last ones are continued geometrically; none where they have sunk into the noise. Four together, since
 * single ones may be small by chance: a pair of singularities beside the line makes them swing. `polynomials`: those of
 * another rule with as many nodes, normed like Legendre's.
 */
export function expectedError(terms: Float64Array, noise: number, polynomials = RULE.polynomials): number {
  let before = 0;
  let last = 0;
  for (let degree = NODES - 4; degree < NODES; degree++) last += coefficientSize(polynomials, terms, degree);
  if (last <= noise) return 0;
  for (let degree = NODES - 8; degree < NODES - 4; degree++) before += coefficientSize(polynomials, terms, degree);
  return last * (last / Math.max(before, last)) ** (NODES / 4);
}

function coefficientSize(polynomials: Float64Array, terms: Float64Array, degree: number): number {
  let sum = 0;
  for (let i = 0; i < NODES; i++) sum += polynomials[degree * NODES + i] * terms[i];
  return (2 * degree + 1) * Math.abs(sum);
}
