/**
 * Spectral initialization with C = I by the formulas of Y. M. Lu and G. Li ("Phase transitions of spectral initialization
 * for high-dimensional non-convex estimation", Information and Inference 2020, proposition 2) and M. Mondelli and
 * A. Montanari (Foundations of Computational Mathematics 2019, theorem 2), in their own variables. With z = T(y),
 * s ~ N(0, 1) along the signal, c = p / n,
 *
 *     psi(lambda) = lambda (c + E[z / (lambda - z)]),     phi(lambda) = lambda E[z s^2 / (lambda - z)],   lambda > sup z;
 *
 * psi has its minimum at lambdaBar. Where phi meets psi beyond it there is an outlier at psi(lambda), whose eigenvector has
 * the squared cosine psi' / (psi' - phi') with the signal; else the largest eigenvalue is psi(lambdaBar).
 */

/** Nodes of the joint law of z and s: mass, mass times s^2, and z. */
export interface Measurements {
  readonly z: readonly number[];
  readonly mass: readonly number[];
  readonly square: readonly number[];
  readonly largest: number;
}

const gaussian = (s: number) => Math.exp((-s * s) / 2) / Math.sqrt(2 * Math.PI);

/** Simpson's rule as nodes and weights. */
function simpson(from: number, to: number, panels: number): [number, number][] {
  const h = (to - from) / (2 * panels);
  return Array.from({ length: 2 * panels + 1 }, (_, i) => [
    from + i * h,
    (h / 3) * (i === 0 || i === 2 * panels ? 1 : i % 2 === 1 ? 4 : 2),
  ]);
}

/** T(y) = min(max(y, -bound), bound) of y = (norm s)^2 + noise N(0, 1). */
export function clippedSquares(norm: number, noise: number, bound: number): Measurements {
  const z: number[] = [];
  const mass: number[] = [];
  const square: number[] = [];
  const add = (value: number, m: number, m2: number) => {
    z.push(value);
    mass.push(m);
    square.push(m2);
  };
  if (noise === 0) {
    const end = Math.sqrt(bound) / norm;
    for (const [s, weight] of simpson(0, end, 4000)) add((norm * s) ** 2, 2 * weight * gaussian(s), 0);
    for (const [s, weight] of simpson(end, 14, 4000)) add(bound, 2 * weight * gaussian(s), 0);
    const sOf = [...simpson(0, end, 4000), ...simpson(end, 14, 4000)];
    sOf.forEach(([s], i) => {
      square[i] = mass[i] * s * s;
    });
    return { z, mass, square, largest: bound };
  }
  const signal = simpson(0, 12, 600).map(([s, weight]) => [s, 2 * weight * gaussian(s)]);
  const at = (y: number): [number, number] => {
    let m = 0;
    let m2 = 0;
    for (const [s, weight] of signal) {
      const density = (weight * gaussian((y - (norm * s) ** 2) / noise)) / noise;
      m += density;
      m2 += density * s * s;
    }
    return [m, m2];
  };
  let [restMass, restSquare] = [1, 1];
  const interval = (from: number, to: number, panels: number, clip: (y: number) => number) => {
    for (const [y, weight] of simpson(from, to, panels)) {
      const [m, m2] = at(y);
      add(clip(y), weight * m, weight * m2);
      restMass -= weight * m;
      restSquare -= weight * m2;
    }
  };
  if (bound < 12 * noise) interval(-12 * noise, -bound, 300, () => -bound);
  interval(Math.max(-bound, -12 * noise), bound, 600, (y) => y);
  add(bound, restMass, restSquare);
  return { z, mass, square, largest: bound };
}

/** E[f(z)] and E[s^2 f(z)]. */
function expectation({ z, mass, square }: Measurements, f: (value: number) => number): [number, number] {
  let plain = 0;
  let weighted = 0;
  for (let i = 0; i < z.length; i++) {
    const value = f(z[i]);
    plain += mass[i] * value;
    weighted += square[i] * value;
  }
  return [plain, weighted];
}

/** A zero of an f that changes sign between low and high. */
function bisected(f: (x: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low));
  let [a, b] = [low, high];
  for (let i = 0; i < 200 && b - a > Number.EPSILON * b; i++) {
    const middle = (a + b) / 2;
    if (Math.sign(f(middle)) === sign) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

export interface TopEigenvalue {
  readonly edge: number;
  /** Null below the threshold. */
  readonly outlier: { readonly location: number; readonly alignment: number } | null;
}

export function topEigenvalue(data: Measurements, c: number): TopEigenvalue {
  const psi = (lambda: number) => lambda * (c + expectation(data, (z) => z / (lambda - z))[0]);
  const phi = (lambda: number) => lambda * expectation(data, (z) => z / (lambda - z))[1];
  // d/dlambda lambda z / (lambda - z) = -z^2 / (lambda - z)^2.
  const slopes = (lambda: number) => expectation(data, (z) => -((z / (lambda - z)) ** 2));
  const far = 1e4 * data.largest;
  const lambdaBar = bisected((lambda) => c + slopes(lambda)[0], data.largest * (1 + 1e-6), far);
  const edge = psi(lambdaBar);
  if (phi(lambdaBar) <= edge) return { edge, outlier: null };
  const lambda = bisected((x) => phi(x) - psi(x), lambdaBar, far);
  const [psiSlope, phiSlope] = slopes(lambda);
  return { edge, outlier: { location: psi(lambda), alignment: (c + psiSlope) / (c + psiSlope - phiSlope) } };
}

/** The c at which phi meets psi at its minimum: E[z^2 / (lambda - z)^2] = c = E[z (s^2 - 1) / (lambda - z)]. */
export function criticalAspectRatio(data: Measurements): number {
  const difference = (lambda: number) => {
    const [plain, weighted] = expectation(data, (z) => z / (lambda - z));
    return expectation(data, (z) => (z / (lambda - z)) ** 2)[0] - (weighted - plain);
  };
  const lambda = bisected(difference, data.largest * (1 + 1e-6), 1e4 * data.largest);
  return expectation(data, (z) => (z / (lambda - z)) ** 2)[0];
}
