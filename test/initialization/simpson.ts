/** Integrals by Simpson's rule, for references that share nothing with the library's quadrature. */

export const gaussian = (s: number) => Math.exp((-s * s) / 2) / Math.sqrt(2 * Math.PI);

export function simpson(f: (x: number) => number, from: number, to: number, panels: number): number {
  const h = (to - from) / (2 * panels);
  let sum = f(from) + f(to);
  for (let i = 1; i < 2 * panels; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (h / 3) * sum;
}

/** p(y) and E[s^2 | y] for y = map(s) + noise N(0, 1), with `panels` panels over s. */
export function posteriorBySimpson(map: (s: number) => number, noise: number, y: number, panels: number) {
  const density = (s: number) => (gaussian(s) * gaussian((y - map(s)) / noise)) / noise;
  const zeroth = simpson(density, -9, 9, panels);
  return { density: zeroth, moment: simpson((s) => s * s * density(s), -9, 9, panels) / zeroth };
}
