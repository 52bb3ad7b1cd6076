/**
 * The Tracy-Widom law of real symmetric matrices (beta = 1): the limit of the largest eigenvalue beside a square-root edge.
 *
 *     F(s) = det(I - B),    (B u)(x) = integral_0^inf Ai(x + y + s) u(y) dy
 *
 * (P. L. Ferrari & H. Spohn, J. Phys. A 38, 2005), by Gauss-Legendre quadrature of the operator, which converges as fast
 * as that of its analytic kernel (F. Bornemann, Math. Comp. 79, 2010). Elimination keeps B apart from I, so that
 * log F = sum log(1 - pivot of B) and with it 1 - F have their relative accuracy far out in the right tail; the density
 * is the derivative of the same elimination. log(-log F) is smooth on the whole range, and tabulated piece by piece as it is
 * asked for. Left of LEFT, where I - B is singular to rounding, by the tail's expansion
 * (J. Baik, R. Buckingham & J. DiFranco, Comm. Math. Phys. 280, 2008).
 */

import { airy } from '../../numerics/airy';
import { evaluateSeries, seriesOf } from '../../numerics/chebyshev';
import { NODES, RULE } from '../../numerics/gauss-legendre';
import { findRoot } from '../../numerics/roots';

/** Mean, variance, skewness and excess kurtosis; the tests integrate them from the density. */
export const TRACY_WIDOM = {
  mean: -1.206533574582,
  variance: 1.607781034581,
  skewness: 0.29346452408,
  excessKurtosis: 0.1652429384,
} as const;

/** F is below 2e-12 from here on to the left. */
const LEFT = -8;
/** (2/3) ((s + length)^(3/2) - s^(3/2)) over which the kernel falls to rounding. */
const DECAY = 36;
const PANEL = 5;
/** Pieces of the table, from LEFT to RIGHT. */
const PIECE = 2;
const PIECE_NODES = 18;
const RIGHT = 16;
/** Beyond, on either side, no double is left between F and 0 or 1. */
const QUANTILE_ENDS = [-24, 15] as const;
/** exp(zeta'(-1) / 2) / 2^(11/48). */
const TAIL_FACTOR = Math.exp(-0.16542114370045094 / 2) / 2 ** (11 / 48);

/** F(s) = P(X <= s). */
export function tracyWidomCdf(s: number): number {
  return Math.exp(logCdf(s));
}

/** 1 - F(s), to its relative accuracy. */
export function tracyWidomSurvival(s: number): number {
  return 0 - Math.expm1(logCdf(s));
}

/** F'(s). */
export function tracyWidomDensity(s: number): number {
  if (!Number.isFinite(s)) return s - s;
  const { value, derivative } = s < LEFT ? leftTail(-s) : determinant(s);
  return Math.exp(value) * derivative;
}

/**
 * The s with F(s) = probability.
 *
 * @throws RangeError unless 0 < probability < 1.
 */
export function tracyWidomQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`tracyWidomQuantile: expected a probability between 0 and 1, got ${probability}`);
  }
  // From the smaller side, on a logarithmic scale: nearly straight, and accurate in both tails.
  const f =
    probability < 0.5
      ? (s: number) => logCdf(s) - Math.log(probability)
      : (s: number) => Math.log1p(-probability) - Math.log(tracyWidomSurvival(s));
  const [a, b] = QUANTILE_ENDS;
  return findRoot(f, { a, fa: f(a), b, fb: f(b) }, 1e-13).x;
}

/** Chebyshev series of log(-log F) on the pieces. */
const table: Float64Array[] = [];

/** log F. */
function logCdf(s: number): number {
  if (s < LEFT) return leftTail(-s).value;
  if (s === Number.POSITIVE_INFINITY) return 0;
  if (!(s < RIGHT)) return Number.isNaN(s) ? s : determinant(s).value;
  const k = Math.floor((s - LEFT) / PIECE);
  const middle = LEFT + (k + 0.5) * PIECE;
  table[k] ??= seriesOf((x) => Math.log(-determinant(middle + (PIECE / 2) * x).value), PIECE_NODES);
  return -Math.exp(evaluateSeries(table[k], (s - middle) / (PIECE / 2)));
}

/** log F ~ -t^3 / 24 - t^(3/2) / (3 sqrt 2) - log(t) / 16 + log(TAIL_FACTOR), t = -s. */
function leftTail(t: number): { value: number; derivative: number } {
  const root = Math.sqrt(t);
  return {
    value: -(t ** 3) / 24 - (t * root) / (3 * Math.SQRT2) - Math.log(t) / 16 + Math.log(TAIL_FACTOR),
    derivative: (t * t) / 8 + root / (2 * Math.SQRT2) + 1 / (16 * t),
  };
}

/** log det(I - B) and its derivative with respect to s. */
function determinant(s: number): { value: number; derivative: number } {
  const { nodes, weights } = rule((1.5 * DECAY + Math.max(s, 0) ** 1.5) ** (2 / 3) - s);
  const n = nodes.length;
  const b = new Float64Array(n * n);
  const slope = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const { value, derivative } = airy(nodes[i] + nodes[j] + s);
      const weight = Math.sqrt(weights[i] * weights[j]);
      b[i * n + j] = weight * value;
      slope[i * n + j] = weight * derivative;
    }
  }
  let value = 0;
  let derivative = 0;
  for (let k = 0; k < n; k++) {
    const pivot = 1 - b[k * n + k];
    const pivotSlope = slope[k * n + k];
    value += Math.log1p(-b[k * n + k]);
    derivative -= pivotSlope / pivot;
    for (let i = k + 1; i < n; i++) {
      const factor = b[i * n + k] / pivot;
      const factorSlope = (slope[i * n + k] + factor * pivotSlope) / pivot;
      for (let j = k + 1; j <= i; j++) {
        b[i * n + j] += factor * b[j * n + k];
        slope[i * n + j] += factorSlope * b[j * n + k] + factor * slope[j * n + k];
      }
    }
  }
  return { value, derivative };
}

/** Gauss-Legendre panels over [0, length]. */
function rule(length: number): { nodes: Float64Array; weights: Float64Array } {
  const panels = Math.ceil(length / PANEL);
  const half = length / panels / 2;
  const nodes = new Float64Array(panels * NODES);
  const weights = new Float64Array(panels * NODES);
  for (let i = 0; i < nodes.length; i++) {
    nodes[i] = half * (2 * Math.floor(i / NODES) + 1 + RULE.nodes[i % NODES]);
    weights[i] = half * RULE.weights[i % NODES];
  }
  return { nodes, weights };
}
