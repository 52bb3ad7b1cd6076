// Quantiles of spectra at (k + 1/2) / count, k = 0 .. count - 1, ascending: the eigenvalues of a continuous C at finite p.

const MAX_ITERATIONS = 80;
const EPSILON: f64 = 2.220446049250313e-16;

/** Quantiles of the density ~ t^-exponent on [from, to]. */
export function powerLawQuantiles(out: usize, count: i32, exponent: f64, from: f64, to: f64): void {
  const range = Math.log(to / from);
  const power = (1.0 - exponent) * range;
  const growth = Math.expm1(power);
  for (let k = 0; k < count; k++) {
    const u = (f64(k) + 0.5) / f64(count);
    const log = power === 0 ? u * range : Math.log1p(u * growth) / (1.0 - exponent);
    store<f64>(out + (usize(k) << 3), from * Math.exp(log));
  }
}

/**
 * Quantiles of the Marchenko-Pastur law of ratio < 1 and unit variance: t = 1 + rho^2 - 2 rho cos theta, rho = sqrt(ratio), where
 * pi F(theta) = theta + (rho sin theta - (1 - rho^2) omega) / rho^2, omega = atan2(rho sin theta, 1 - rho cos theta), and
 * F' = (2 / pi) sin^2(theta) / t: Newton's method in a bracket.
 */
export function marchenkoPasturQuantiles(out: usize, count: i32, ratio: f64): void {
  const rho = Math.sqrt(ratio);
  for (let k = 0; k < count; k++) {
    const target = (Math.PI * (f64(k) + 0.5)) / f64(count);
    let low: f64 = 0.0;
    let high: f64 = Math.PI;
    let theta = target;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      const sin = Math.sin(theta);
      const omega = Math.atan2(rho * sin, 1.0 - rho * Math.cos(theta));
      const excess = theta + (rho * sin - (1.0 - ratio) * omega) / ratio - target;
      if (excess > 0) high = theta;
      else low = theta;
      let next = theta - (excess * valueAt(rho, theta)) / (2.0 * sin * sin);
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (Math.abs(next - theta) <= 4 * EPSILON * theta) break;
      theta = next;
    }
    store<f64>(out + (usize(k) << 3), valueAt(rho, theta));
  }
}

/** 1 + rho^2 - 2 rho cos theta, without cancellation. */
function valueAt(rho: f64, theta: f64): f64 {
  const sin = Math.sin(theta / 2);
  return (1.0 - rho) * (1.0 - rho) + 4.0 * rho * sin * sin;
}
