/**
 * The limiting law by the plain fixed-point iteration: what one writes after reading the theorem.
 *
 * The curvature is a function g(a) of a ~ N(0, 1), the expectation the trapezoid rule over +-8 standard deviations. For
 * Im z > 0 the map
 *
 *     delta -> c sum_k weight_k t_k / (t_k E[g / (1 + g delta)] - z)
 *
 * keeps the upper half plane and converges to delta(z); then m = sum_k weight_k / (t_k phi - z). Slow near the real line,
 * where the map hardly contracts.
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

/** Logistic loss, C = I, mean = 0: g = 1 / (4 cosh^2(h / 2)), h ~ N(0, |w|^2). */
export function fixedPointLaw(signalNorm: number, aspectRatio: number): FixedPointLaw {
  return fixedPointLawOf((a) => 1 / (4 * Math.cosh((signalNorm * a) / 2) ** 2), aspectRatio);
}

export function fixedPointLawOf(
  curvature: (a: number) => number,
  aspectRatio: number,
  eigenvalues: readonly number[] = [1],
  weights: readonly number[] = [1],
): FixedPointLaw {
  const g = new Float64Array(NODES);
  const weight = new Float64Array(NODES);
  let mass = 0;
  for (let i = 0; i < NODES; i++) {
    const a = REACH * ((2 * i) / (NODES - 1) - 1);
    g[i] = curvature(a);
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
      let nextRe = 0;
      let nextIm = 0;
      let mRe = 0;
      let mIm = 0;
      for (let k = 0; k < eigenvalues.length; k++) {
        const real = eigenvalues[k] * phiRe - x;
        const imaginary = eigenvalues[k] * phiIm - y;
        const share = weights[k] / (real * real + imaginary * imaginary);
        mRe += share * real;
        mIm -= share * imaginary;
        nextRe += aspectRatio * eigenvalues[k] * share * real;
        nextIm -= aspectRatio * eigenvalues[k] * share * imaginary;
      }
      const step = Math.hypot(nextRe - re, nextIm - im);
      re = nextRe;
      im = nextIm;
      if (step <= 1e-12 * Math.hypot(re, im)) return { re: mRe, im: mIm, iterations };
    }
    throw new Error(`no fixed point in ${MAX_ITERATIONS} iterations at ${x} + ${y}i`);
  }

  return { stieltjes, density: (x, y) => stieltjes(x, y).im / Math.PI };
}
