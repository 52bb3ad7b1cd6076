/**
 * The eigenvalues of C from those of a sample covariance S (N. El Karoui, Annals of Statistics 36, 2008): the Stieltjes
 * transform v of the n x n matrix with S's nonzero eigenvalues satisfies, as n and p = c n grow,
 *
 *     z = -1 / v(z) + c sum_k weight_k t_k / (1 + t_k v(z))
 *
 * (V. A. Marchenko & L. A. Pastur 1967; J. W. Silverstein 1995), which is linear in the weights of C's eigenvalues t_k: least
 * squares over weights >= 0 of a grid of t, at points z above the real axis where v is known from the sample. Row by row the
 * error of v, some 1 / (n Im z), moves z by |dz/dv| times as much, by which the row is divided. sum weight_k = 1 and
 * sum weight_k t_k = tr S / p are rows, too. Grids and heights of z are arbitrary: the mean over several of them is taken.
 *
 * Large eigenvalues of S that stand apart are taken first, each for itself: there l = -1 / v(z) at z = lambda, v without lambda
 * itself, is the eigenvalue of C that it comes from (Z. Bai & X. Ding, Random Matrices: Theory and Applications 1, 2012).
 */

import { ModelError } from '../errors';
import { nonnegativeLeastSquares } from '../numerics/nonnegative-least-squares';

/** Atoms in a grid, and grids: each is shifted against the one before. */
const ATOMS = 120;
const GRIDS = 4;
/** Im z / (sqrt(c) Re z), from grid to grid: S blurs C's eigenvalues on the scale of sqrt(c) t. */
const HEIGHTS = [0.1, 0.2, 0.3, 0.4];
/** Points z for each grid. */
const POINTS = 120;
/** Weight of the row sum weight_k = 1, in units of the root mean square of the others' columns. */
const CERTAIN = 1e3;
/** An eigenvalue below this share of the largest one is zero to rounding. */
const ZERO = 1e-12;

/** Share of the smallest eigenvalues that take the next one's place: noise leaves a little weight at the grid's lower end. */
const UNRESOLVED = 0.01;

/**
 * p estimated eigenvalues of C, ascending: the quantiles of the estimated law.
 * @param eigenvalues of S = (1/n) sum_i (x_i - mean)(x_i - mean)^T, ascending
 * @throws ModelError for fewer than two samples, or where all are zero
 */
export function populationSpectrum(eigenvalues: Float64Array, samples: number): Float64Array {
  const p = eigenvalues.length;
  // A mean that is the sample's own leaves n - 1 degrees of freedom.
  const n = samples - 1;
  if (!(n >= 1)) throw new ModelError('samples', 'at least 2', samples);
  const scaled = eigenvalues.map((value) => (value * samples) / n);
  const largest = scaled[p - 1];
  if (!(largest > 0)) throw new ModelError('eigenvalues', 'a largest one above 0', largest);
  const positive = scaled.filter((value) => value > ZERO * largest);
  const spikes = spikesOf(positive, n);
  const sample: Sample = { positive, spikes, features: p, freedom: n };
  const rest = positive.subarray(0, positive.length - spikes.length);
  const atoms: { t: number; weight: number }[] = [];
  for (let k = 0; k < GRIDS; k++) {
    const grid = gridOf(rest, p / n, k / GRIDS);
    const weights = weightsOn(grid, sample, HEIGHTS[k] * Math.sqrt(p / n));
    grid.forEach((t, i) => {
      if (weights[i] > 0) atoms.push({ t, weight: weights[i] / GRIDS });
    });
  }
  return Float64Array.of(...quantilesOf(atoms, p - spikes.length), ...spikes).sort();
}

interface Sample {
  /** Eigenvalues of S that are not zero, ascending. */
  readonly positive: Float64Array;
  /** Eigenvalues of C that the last of them come from. */
  readonly spikes: readonly number[];
  /** p. */
  readonly features: number;
  /** n. */
  readonly freedom: number;
}

/** How far below an eigenvalue that stands apart the next one is: in its own standard deviations, sqrt(2 / n) of it. */
const APART = 3;

/** The eigenvalues of C behind those of S that stand apart, from the top down to the first that does not; ascending. */
function spikesOf(positive: Float64Array, n: number): number[] {
  const spikes: number[] = [];
  for (let j = positive.length - 1; j > positive.length / 2; j--) {
    if (positive[j] * (1 - APART * Math.sqrt(2 / n)) <= positive[j - 1]) break;
    let v = (positive.length - n) / (n * positive[j]);
    positive.forEach((value, k) => {
      if (k !== j) v += 1 / (n * (value - positive[j]));
    });
    // Too little is known of an eigenvalue that the others would push beyond all bounds.
    if (!(v < 0)) break;
    spikes.unshift(-1 / v);
  }
  return spikes;
}

/**
 * Geometric, over all t that can be; `shift` of a step from 0 to 1. S's smallest eigenvalue is at most v^T S v for C's own first
 * eigenvector v, which is about t_1, and its largest at least t_p; with fewer samples than features the first says nothing.
 */
function gridOf(positive: Float64Array, c: number, shift: number): Float64Array {
  const spread = (1 + Math.sqrt(c)) ** 2;
  const low = c < 1 ? positive[0] : positive[0] / spread;
  const high = positive[positive.length - 1];
  const step = Math.log(high / low) / (ATOMS - 1);
  return Float64Array.from({ length: ATOMS }, (_, k) => low * Math.exp((k + shift) * step));
}

function weightsOn(grid: Float64Array, sample: Sample, height: number): Float64Array {
  const { positive, spikes, features: p, freedom: n } = sample;
  const rest = positive.subarray(0, positive.length - spikes.length);
  const k = grid.length;
  const rows: Float64Array[] = [];
  const right: number[] = [];
  const add = (row: Float64Array, value: number, scale: number) => {
    rows.push(row.map((entry) => entry / scale));
    right.push(value / scale);
  };
  for (let j = 0; j < POINTS; j++) {
    // Along the sample's own quantiles, and evenly in the logarithm between its ends.
    const at = (j + 0.5) / POINTS;
    const log = rest[0] * (rest[rest.length - 1] / rest[0]) ** at;
    const x = j % 2 === 0 ? rest[Math.floor(at * rest.length)] : log;
    const y = height * x;
    const { re, im, slope } = companion(positive, n, x, y);
    // c t / (1 + t v), and z + 1 / v.
    const [real, imaginary] = [new Float64Array(k), new Float64Array(k)];
    for (let i = 0; i < k; i++) {
      const [a, b] = [1 + grid[i] * re, grid[i] * im];
      const scale = ((p / n) * grid[i]) / (a * a + b * b);
      real[i] = scale * a;
      imaginary[i] = -scale * b;
    }
    const size = re * re + im * im;
    const noise = 1 / (slope * n * y);
    let [targetRe, targetIm] = [x + re / size, y - im / size];
    for (const t of spikes) {
      const [a, b] = [1 + t * re, t * im];
      const scale = t / (n * (a * a + b * b));
      targetRe -= scale * a;
      targetIm += scale * b;
    }
    add(real, targetRe, noise);
    add(imaginary, targetIm, noise);
  }
  const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
  const meanNoise = Math.sqrt((2 * total(rest.map((value) => value * value))) / n) / p;
  add(grid.slice(), (total(positive) - total(spikes)) / p, meanNoise);
  const size = Math.sqrt(rows.reduce((sum, row) => sum + row.reduce((s, entry) => s + entry * entry, 0), 0) / k);
  add(new Float64Array(k).fill(1), 1 - spikes.length / p, 1 / (CERTAIN * size));
  const gram = new Float64Array(k * k);
  const product = new Float64Array(k);
  rows.forEach((row, r) => {
    for (let i = 0; i < k; i++) {
      product[i] += row[i] * right[r];
      for (let j = 0; j < k; j++) gram[i * k + j] += row[i] * row[j];
    }
  });
  return nonnegativeLeastSquares(gram, product);
}

/** v(x + iy) and |dv/dz|. */
function companion(positive: Float64Array, n: number, x: number, y: number): { re: number; im: number; slope: number } {
  let [re, im, slopeRe, slopeIm] = [0, 0, 0, 0];
  const add = (value: number, count: number) => {
    const [a, b] = [value - x, -y];
    const size = a * a + b * b;
    re += (count * a) / size;
    im -= (count * b) / size;
    slopeRe += (count * (a * a - b * b)) / (size * size);
    slopeIm -= (count * 2 * a * b) / (size * size);
  };
  for (const value of positive) add(value, 1 / n);
  add(0, (n - positive.length) / n);
  return { re, im, slope: Math.hypot(slopeRe, slopeIm) };
}

function quantilesOf(atoms: { t: number; weight: number }[], p: number): Float64Array {
  const ascending = atoms.toSorted((a, b) => a.t - b.t);
  const total = ascending.reduce((sum, { weight }) => sum + weight, 0);
  const quantiles = new Float64Array(p);
  let [k, below] = [0, ascending[0].weight / total];
  for (let i = 0; i < p; i++) {
    while (below < (i + 0.5) / p && k + 1 < ascending.length) below += ascending[++k].weight / total;
    quantiles[i] = ascending[k].t;
  }
  const unresolved = Math.min(p - 1, Math.ceil(UNRESOLVED * p));
  return quantiles.fill(quantiles[unresolved], 0, unresolved);
}
