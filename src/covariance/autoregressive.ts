/**
 * C_ij = rho^|i - j|, the covariance of a stationary autoregressive process of order one. Its inverse is tridiagonal, so that
 * eigenvectors are v_i = cos((i - m) theta) or sin((i - m) theta), m = (p - 1) / 2, and
 *
 *     t(theta) = (1 - rho^2) / (1 - 2 rho cos theta + rho^2),     m theta + arg(exp(i theta) - rho) = k pi / 2,  k = 1 .. p,
 *
 * with one theta in (0, pi) for each k, since the left side increases (odd k: symmetric vectors). As p grows theta becomes
 * uniform on (0, pi) (Grenander & Szego, Toeplitz Forms and their Applications, 1958, section 5.5).
 */

/** t(theta). */
export function autoregressiveSymbol(rho: number, theta: number): number {
  // Both forms of 1 - 2 rho cos theta + rho^2 add what is positive.
  const inverse =
    rho > 0 ? (1 - rho) ** 2 + 4 * rho * Math.sin(theta / 2) ** 2 : (1 + rho) ** 2 - 4 * rho * Math.cos(theta / 2) ** 2;
  return ((1 - rho) * (1 + rho)) / inverse;
}

/** The p eigenvalues, ascending. */
export function autoregressiveEigenvalues(rho: number, order: number): Float64Array {
  const middle = (order - 1) / 2;
  const values = Float64Array.from({ length: order }, (_, k) => {
    const target = ((k + 1) * Math.PI) / 2;
    const excess = (theta: number) => middle * theta + Math.atan2(Math.sin(theta), Math.cos(theta) - rho) - target;
    return autoregressiveSymbol(rho, increasingRoot(excess, rho, middle, order, k));
  });
  return values.sort();
}

/** Newton's method, kept in a bracket. */
function increasingRoot(
  excess: (theta: number) => number,
  rho: number,
  middle: number,
  order: number,
  index: number,
): number {
  let [low, high] = [0, Math.PI];
  let theta = (Math.PI * (index + 1)) / (order + 1);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const value = excess(theta);
    if (value > 0) high = theta;
    else low = theta;
    // d arg(exp(i theta) - rho) / dtheta = (1 + t(theta)) / 2.
    let next = theta - value / (middle + (1 + autoregressiveSymbol(rho, theta)) / 2);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - theta) <= 2 * Number.EPSILON * theta) break;
    theta = next;
  }
  return theta;
}

const MAX_ITERATIONS = 80;

/** The inverse of C: its diagonal (p) and what is beside it (p - 1). */
export function autoregressivePrecision(rho: number, order: number): { diagonal: Float64Array; beside: Float64Array } {
  const innovation = (1 - rho) * (1 + rho);
  const diagonal = new Float64Array(order).fill((1 + rho * rho) / innovation);
  diagonal[0] = diagonal[order - 1] = (order === 1 ? innovation : 1) / innovation;
  return { diagonal, beside: new Float64Array(order - 1).fill(-rho / innovation) };
}
