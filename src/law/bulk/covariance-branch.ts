/**
 * Where the covariance side of the limiting law takes a given value: for real A, every q with
 *
 *     B(q) = sum_k a_k / (t_k - q) = A,       a_k = c weight_k t_k > 0,  t_1 < ... < t_K.
 *
 * B increases between its poles t_k, and its two outer intervals (-inf, t_1) and (t_K, inf) join through q = infinity, where
 * B = 0: exactly one q on each of K branches. Branch 0 is the outer one, branch k = 1..K-1 is (t_k, t_(k+1)).
 * Both solvers work with distances to a pole, so that t_k - q keeps its digits close to a pole, where A is large.
 */

const MAX_ITERATIONS = 60;
/** How many poles on either side are tried before all of them. */
const NEIGHBORS = 8;
/** Steps of Newton's method that find a minimum to far better than `BELOW` says. */
const MINIMUM_STEPS = 12;
/** What is left of a minimum when its own error is taken off, generously. */
const BELOW = 1 - 1e-6;

/**
 * The outer branch: eta > 0 with sum_k a_k / (eta + distances_k) = 1, where distances_k = |A| |t_k - t_end| and t_end is
 * t_K for A < 0 and t_1 for A > 0, so that A (t_k - q) = eta + distances_k: the form that stays finite at A = 0.
 * The reciprocal of the sum is concave and increasing in eta, hence Newton's method on it rises monotonically to the root
 * from any lower bound.
 */
export function solveOuter(a: Float64Array, distances: Float64Array): number {
  let total = 0;
  let moment = 0;
  let end = 0;
  for (let k = 0; k < a.length; k++) {
    total += a[k];
    moment += a[k] * distances[k];
    if (distances[k] === 0) end += a[k];
  }
  if (moment === 0) return total;
  let eta = Math.max(end, total - moment / total);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < a.length; k++) {
      const term = a[k] / (eta + distances[k]);
      sum += term;
      slope += term / (eta + distances[k]);
    }
    const step = ((sum - 1) * sum) / slope;
    eta += step;
    if (!(step > 2 * Number.EPSILON * eta)) break;
  }
  return eta;
}

/** The offset y of the solution q = t[origin] + y on an inner branch, from whichever pole it is nearer to. */
export interface InnerSolution {
  readonly origin: number;
  readonly offset: number;
}

/**
 * Branch k: q between t[k-1] and t[k] by the "middle way" for secular equations (R.-C. Li, LAPACK working note 89, 1993):
 * the sums over the poles on either side are each replaced by r + s / (pole - q) with the same value and slope, which
 * leaves a quadratic. A bracket guards it.
 */
export function solveInner(a: Float64Array, t: Float64Array, k: number, target: number): InnerSolution {
  const width = t[k] - t[k - 1];
  let middle = 0;
  for (let j = 0; j < a.length; j++) middle += a[j] / (t[j] - t[k - 1] - width / 2);
  const origin = middle >= target ? k - 1 : k;
  const near = t[k - 1] - t[origin];
  const far = t[k] - t[origin];
  let [low, high] = origin < k ? [0, width / 2] : [-width / 2, 0];
  let y = (low + high) / 2;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let left = 0;
    let leftSlope = 0;
    let right = 0;
    let rightSlope = 0;
    for (let j = 0; j < a.length; j++) {
      const inverse = 1 / (t[j] - t[origin] - y);
      const term = a[j] * inverse;
      if (j < k) {
        left += term;
        leftSlope += term * inverse;
      } else {
        right += term;
        rightSlope += term * inverse;
      }
    }
    const excess = left + right - target;
    if (excess > 0) high = y;
    else low = y;
    const leftGap = near - y;
    const rightGap = far - y;
    const leftWeight = leftSlope * leftGap * leftGap;
    const rightWeight = rightSlope * rightGap * rightGap;
    const constant = excess - leftSlope * leftGap - rightSlope * rightGap;
    const linear = constant * (near + far) + leftWeight + rightWeight;
    const product = constant * near * far + leftWeight * far + rightWeight * near;
    const root = Math.sqrt(Math.max(0, linear * linear - 4 * constant * product));
    let next = linear >= 0 ? (2 * product) / (linear + root) : (linear - root) / (2 * constant);
    if (Math.abs(next - y) <= 4 * Number.EPSILON * Math.abs(y)) break;
    if (!(next > low && next < high)) next = (low + high) / 2;
    y = next;
  }
  return { origin, offset: y };
}

/** Where on an inner branch a gap can be: see `gapWindow`. */
export interface GapWindow {
  /** B(q) at the ends of the part of the branch where the spread may be below 1. */
  readonly low: number;
  readonly high: number;
  /** A lower bound of the spread on the branch. */
  readonly floor: number;
}

/**
 * The part of branch k where its spread sum_j a_j t_j / (t_j - q)^2 may be below 1; null where it is above 1 throughout.
 * Terms are positive, so that few of them may tell: one pole alone keeps the spread above 1 up to the distance sqrt(a_j t_j),
 * and two have the minimum (alpha^(1/3) + beta^(1/3))^3 / (t[k] - t[k-1])^2, where alpha and beta are a_j t_j.
 */
export function gapWindow(a: Float64Array, t: Float64Array, k: number): GapWindow | null {
  const width = t[k] - t[k - 1];
  const [alpha, beta] = [a[k - 1] * t[k - 1], a[k] * t[k]];
  if ((Math.cbrt(alpha) + Math.cbrt(beta)) ** 3 * BELOW > width * width) return null;
  const near = minimumBetween(a, t, k, Math.max(0, k - NEIGHBORS), Math.min(t.length, k + NEIGHBORS)) * BELOW;
  if (near > 1) return null;
  const floor = t.length <= 2 * NEIGHBORS ? near : minimumBetween(a, t, k, 0, t.length) * BELOW;
  if (floor > 1) return null;
  return { low: sumBeside(a, t, k - 1, Math.sqrt(alpha)), high: sumBeside(a, t, k, -Math.sqrt(beta)), floor };
}

/** B at t[origin] + offset. */
function sumBeside(a: Float64Array, t: Float64Array, origin: number, offset: number): number {
  let sum = 0;
  for (let j = 0; j < t.length; j++) sum += a[j] / (t[j] - t[origin] - offset);
  return sum;
}

/** The minimum of the sum over j = from .. to - 1, convex between its poles: Newton's method in a bracket. */
function minimumBetween(a: Float64Array, t: Float64Array, k: number, from: number, to: number): number {
  const origin = t[k - 1];
  let [low, high] = [0, t[k] - origin];
  let y = high / 2;
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MINIMUM_STEPS; step++) {
    let sum = 0;
    let slope = 0;
    let bend = 0;
    for (let j = from; j < to; j++) {
      const inverse = 1 / (t[j] - origin - y);
      const term = a[j] * t[j] * inverse * inverse;
      sum += term;
      slope += term * inverse;
      bend += term * inverse * inverse;
    }
    least = Math.min(least, sum);
    if (slope > 0) high = y;
    else low = y;
    let next = y - slope / (3 * bend);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - y) <= 1e-6 * Math.min(y, t[k] - origin - y)) break;
    y = next;
  }
  return least;
}
