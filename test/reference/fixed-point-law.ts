/**
 * The limiting law of logistic loss by the plain fixed-point iteration: what one writes after reading the theorem.
 *
 * C = I, mean = 0, h ~ N(0, s^2) with s = |w|, g = 1 / (4 cosh^2(h / 2)). For Im z > 0 the map
 * delta -> c / (E[g / (1 + g delta)] - z) keeps the upper half plane and converges to delta(z); then m = delta / c. The
 * expectation is the trapezoid rule over +-8 standard deviations. Slow near the real line, where the map hardly contracts.
 */

const NODES = 400;
const REACH = 8;
const MAX_ITERATIONS = 100_000;

export interface FixedPointLaw {
  /** m(x + i y). */
  stieltjes(x: number, y: number): { readonly re: number; readonly im: number; readonly iterations: number };
  /** Im m(x + i y) / pi: the density smoothed at the scale y. */
  density(x: number, y: number): number;
}

export function fixedPointLaw(signalNorm: number, aspectRatio: number): FixedPointLaw {
  const g = new Float64Array(NODES);
  const weight = new Float64Array(NODES);
  let mass = 0;
  for (let i = 0; i < NODES; i++) {
    const a = REACH * ((2 * i) / (NODES - 1) - 1);
    g[i] = 1 / (4 * Math.cosh((signalNorm * a) / 2) ** 2);
    weight[i] = Math.exp((-a * a) / 2);
    mass += weight[i];
  }

  function stieltjes(x: number, y: number) {
    let re = 0;
    let im = 1;
    for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
      // phi = sum of g (1 + g conj(delta)) / |1 + g delta|^2
      let phiRe = 0;
      let phiIm = 0;
      for (let i = 0; i < NODES; i++) {
        const real = 1 + g[i] * re;
        const imaginary = g[i] * im;
        const scale = (weight[i] * g[i]) / (mass * (real * real + imaginary * imaginary));
        phiRe += scale * real;
        phiIm -= scale * imaginary;
      }
      const real = phiRe - x;
      const imaginary = phiIm - y;
      const square = real * real + imaginary * imaginary;
      const nextRe = (aspectRatio * real) / square;
      const nextIm = (-aspectRatio * imaginary) / square;
      const step = Math.hypot(nextRe - re, nextIm - im);
      re = nextRe;
      im = nextIm;
      if (step <= 1e-12 * Math.hypot(re, im)) return { re: re / aspectRatio, im: im / aspectRatio, iterations };
    }
    throw new Error(`no fixed point in ${MAX_ITERATIONS} iterations at ${x} + ${y}i`);
  }

  return { stieltjes, density: (x, y) => stieltjes(x, y).im / Math.PI };
}
