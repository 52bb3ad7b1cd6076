/**
 * The support of a sample covariance spectrum, the plain way: on the real line outside the support the companion
 * transform m solves x(m) = -1/m + c sum_k w_k t_k / (1 + t_k m), and the complement is where x(m) increases
 * (Silverstein & Choi 1995). A dense scan of the sign of x'(m), refined by bisection.
 */
export function silversteinSupport(t: readonly number[], w: readonly number[], c: number): [number, number][] {
  const sum = (f: (t: number) => number) => t.reduce((total, value, k) => total + w[k] * f(value), 0);
  const x = (m: number) => -1 / m + c * sum((v) => v / (1 + v * m));
  const slope = (m: number) => 1 / (m * m) - c * sum((v) => (v / (1 + v * m)) ** 2);
  const poles = [...t.map((v) => -1 / v)].sort((a, b) => a - b);
  const ends = [-1e9, ...poles, 0, 1e9];
  const complement: [number, number][] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const nodes = grid(ends[i], ends[i + 1]);
    let start: number | null = slope(nodes[0]) > 0 ? nodes[0] : null;
    for (let j = 1; j < nodes.length; j++) {
      const rises = slope(nodes[j]) > 0;
      if (rises && start === null) start = bisect(slope, nodes[j - 1], nodes[j]);
      if (!rises && start !== null) {
        complement.push([x(start), x(bisect(slope, nodes[j - 1], nodes[j]))]);
        start = null;
      }
    }
    if (start !== null) complement.push([x(start), x(nodes[nodes.length - 1])]);
  }
  complement.sort((a, b) => a[0] - b[0]);
  const bulks: [number, number][] = [];
  for (let i = 0; i + 1 < complement.length; i++) {
    // Stretches that meet at zero or at the far ends of the scan leave nothing between them.
    if (complement[i + 1][0] - complement[i][1] > 1e-6) bulks.push([complement[i][1], complement[i + 1][0]]);
  }
  return bulks;
}

/** Geometrically close to both ends. */
function grid(low: number, high: number): number[] {
  const nodes: number[] = [];
  for (let tau = -24; tau <= 24; tau += 0.02) {
    nodes.push(tau < 0 ? low + (high - low) / (1 + Math.exp(-tau)) : high - (high - low) / (1 + Math.exp(tau)));
  }
  return nodes;
}

function bisect(f: (m: number) => number, low: number, high: number): number {
  const positive = f(low) > 0;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === positive) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * A spectrum of C by its density or, for the autoregressive process, by its symbol: as a sum over a parameter u in
 * (0, pi) on midpoints, for which the rule converges geometrically. Many more nodes than needed.
 */
export interface ReferenceSpectrum {
  readonly t: Float64Array;
  readonly weight: Float64Array;
}

const NODES = 4000;
/** Of v below: from here on weights are below rounding. */
const REACH = 3.3;

function onMidpoints(t: (u: number) => number, weight: (u: number) => number): ReferenceSpectrum {
  const us = Float64Array.from({ length: NODES }, (_, k) => (Math.PI * (k + 0.5)) / NODES);
  const weights = us.map(weight);
  const total = weights.reduce((sum, x) => sum + x, 0);
  return { t: us.map(t), weight: weights.map((x) => x / total) };
}

/** A density on [from, to] with jumps at its ends: t = middle + half tanh(pi / 2 sinh v) (Takahasi & Mori 1974). */
function ofDensity(from: number, to: number, density: (t: number) => number): ReferenceSpectrum {
  const half = (to - from) / 2;
  const v = (u: number) => REACH * (u / (Math.PI / 2) - 1);
  const t = (u: number) => from + (2 * half) / (1 + Math.exp(-Math.PI * Math.sinh(v(u))));
  return onMidpoints(t, (u) => (density(t(u)) * Math.cosh(v(u))) / Math.cosh((Math.PI / 2) * Math.sinh(v(u))) ** 2);
}

/** Kinds of C beside their spectra. */
export const spectra = {
  'autoregressive, 0.5': {
    covariance: { kind: 'toeplitz', correlation: 0.5 },
    spectrum: onMidpoints(
      (u) => 0.75 / (1.25 - Math.cos(u)),
      () => 1,
    ),
  },
  'autoregressive, -0.6': {
    covariance: { kind: 'toeplitz', correlation: -0.6, variance: 3 },
    spectrum: onMidpoints(
      (u) => (3 * 0.64) / (1.36 + 1.2 * Math.cos(u)),
      () => 1,
    ),
  },
  'Marchenko-Pastur of ratio 0.3': {
    covariance: { kind: 'marchenko-pastur', aspectRatio: 0.3 },
    spectrum: onMidpoints(
      (u) => 1.3 + 2 * Math.sqrt(0.3) * Math.cos(u),
      (u) => Math.sin(u) ** 2 / (1.3 + 2 * Math.sqrt(0.3) * Math.cos(u)),
    ),
  },
  uniform: { covariance: { kind: 'uniform', from: 0.5, to: 3 }, spectrum: ofDensity(0.5, 3, () => 1) },
  'power law': {
    covariance: { kind: 'power-law', exponent: 1.5, from: 0.1, to: 4 },
    spectrum: ofDensity(0.1, 4, (t) => t ** -1.5),
  },
} as const;

/** The two edges where the support is one interval: the roots of x'(m) nearest outside the poles, by bisection. */
export function silversteinSupportOf({ t, weight }: ReferenceSpectrum, c: number): [number, number] {
  const sum = (f: (t: number) => number) => t.reduce((total, value, k) => total + weight[k] * f(value), 0);
  const x = (m: number) => -1 / m + c * sum((v) => v / (1 + v * m));
  const slope = (m: number) => 1 / (m * m) - c * sum((v) => (v / (1 + v * m)) ** 2);
  const [least, most] = [t.reduce((a, b) => Math.min(a, b)), t.reduce((a, b) => Math.max(a, b))];
  // To the right of the bulk m rises from -1 / t_max to 0. To its left m comes from -infinity (at zero) for c < 1; else m > 0.
  const right = x(bisect(slope, -1 / most, -1e-9));
  const left = c < 1 ? x(bisect(slope, -1e6, -1 / least)) : x(bisect(slope, 1e-9, 1e6));
  return [left, right];
}

/** m(z) of the p x p matrix by Newton's method on the companion transform, from far above the real line downwards. */
export function silversteinAt(
  { t, weight }: ReferenceSpectrum,
  c: number,
  z: { re: number; im: number },
): { re: number; im: number } {
  let [re, im] = [0, 1e-2];
  for (let height = 1e3; ; height /= 2) {
    const y = height < 1e-4 ? z.im : Math.max(height, z.im);
    if (height === 1e3) [re, im] = [-z.re / (z.re ** 2 + y * y), y / (z.re ** 2 + y * y)];
    for (let step = 0; step < 30; step++) {
      // F(m) = z + 1/m - c sum w t / (1 + t m), F' = -1/m^2 + c sum w t^2 / (1 + t m)^2.
      const size = re * re + im * im;
      let [fRe, fIm] = [z.re + re / size, y - im / size];
      let [dRe, dIm] = [-(re * re - im * im) / size ** 2, (2 * re * im) / size ** 2];
      for (let k = 0; k < t.length; k++) {
        const [qRe, qIm] = [1 + t[k] * re, t[k] * im];
        const q2 = qRe * qRe + qIm * qIm;
        const [iRe, iIm] = [(t[k] * qRe) / q2, (-t[k] * qIm) / q2];
        fRe -= c * weight[k] * iRe;
        fIm -= c * weight[k] * iIm;
        dRe += c * weight[k] * (iRe * iRe - iIm * iIm);
        dIm += c * weight[k] * 2 * iRe * iIm;
      }
      const d2 = dRe * dRe + dIm * dIm;
      const [sRe, sIm] = [(fRe * dRe + fIm * dIm) / d2, (fIm * dRe - fRe * dIm) / d2];
      re -= sRe;
      im -= sIm;
      if (Math.hypot(sRe, sIm) < 1e-15 * Math.hypot(re, im)) break;
    }
    if (y === z.im) break;
  }
  // The companion is c m - (1 - c) / z.
  const size = z.re * z.re + z.im * z.im;
  return { re: (re + ((1 - c) * z.re) / size) / c, im: (im - ((1 - c) * z.im) / size) / c };
}
