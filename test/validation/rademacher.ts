/** A logistic trial whose features are +-1, fitted here: the simulation's own features are Gaussian. C = I. */

import { cholesky } from '../../src/covariance/cholesky';
import { frameDirection } from '../../src/frame';
import type { Model } from '../../src/model';
import { hessianOf } from '../../src/simulation/hessian-of';
import type { Spectrum } from '../../src/simulation/spectrum';
import { symmetricEigenvalues } from '../../src/simulation/symmetric-eigenvalues';

export async function rademacherTrial(model: Model, seed: number, trial: number): Promise<Spectrum> {
  const n = model.samples as number;
  const p = model.features as number;
  const ridge = model.minimizer?.ridge as number;
  const frame = 'frame' in model.wStar ? model.wStar.frame : [];
  const wStar = new Float64Array(p);
  for (const [j, coordinate] of frame.entries()) {
    frameDirection(j, p, p).forEach((entry, i) => {
      wStar[i] += coordinate * entry;
    });
  }
  const random = xorshift(seed * 1000 + trial + 1);
  const x = Float64Array.from({ length: n * p }, () => (random() < 0.5 ? -1 : 1));
  const scoreOf = (i: number, w: Float64Array) =>
    x.subarray(i * p, (i + 1) * p).reduce((sum, v, j) => sum + v * w[j], 0);
  const y = Float64Array.from({ length: n }, (_, i) => (random() < 1 / (1 + Math.exp(-scoreOf(i, wStar))) ? 1 : -1));
  const w = new Float64Array(p);
  let h = new Float64Array(0);
  for (let step = 0; step < 30; step++) {
    const scores = Float64Array.from({ length: n }, (_, i) => scoreOf(i, w));
    const gradient = w.map((value) => ridge * value);
    scores.forEach((score, i) => {
      const s = -y[i] / (1 + Math.exp(y[i] * score)) / n;
      for (let j = 0; j < p; j++) gradient[j] += s * x[i * p + j];
    });
    h = (await hessianOf(
      x,
      scores.map((score) => 1 / (4 * Math.cosh(score / 2) ** 2)),
    )) as Float64Array<ArrayBuffer>;
    if (Math.hypot(...gradient) < 1e-11) break;
    const shifted = h.slice();
    for (let j = 0; j < p; j++) shifted[j * p + j] += ridge;
    const move = solveWith(cholesky(shifted, p).factor, gradient);
    for (let j = 0; j < p; j++) w[j] -= move[j];
  }
  const eigenvalues = await symmetricEigenvalues(h);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, j) => sum + value * b[j], 0);
  const fit = { w, intercept: null, squaredNorm: dot(w, w), wStarOverlap: dot(w, wStar), meanOverlap: 0 };
  return {
    ...{ seed, trial, samples: n, features: p, eigenvalues, pairs: [], orthogonality: 0, frobeniusSquared: dot(h, h) },
    trace: eigenvalues.reduce((sum, value) => sum + value, 0),
    fit: { ...fit, gradientNorm: 0, iterations: 0 },
    timing: { sample: 0, build: 0, tridiagonalize: 0, eigenvalues: 0, eigenvectors: 0 },
  };
}

/** L L^T v = right, L as the rows of its lower triangle. */
function solveWith(factor: Float64Array, right: Float64Array): Float64Array {
  const v = right.slice();
  for (let i = 0; i < v.length; i++) {
    for (let j = 0; j < i; j++) v[i] -= factor[(i * (i + 1)) / 2 + j] * v[j];
    v[i] /= factor[(i * (i + 3)) / 2];
  }
  for (let i = v.length - 1; i >= 0; i--) {
    v[i] /= factor[(i * (i + 3)) / 2];
    for (let j = 0; j < i; j++) v[j] -= factor[(i * (i + 1)) / 2 + j] * v[i];
  }
  return v;
}

/** Marsaglia's xorshift128, seeded by splitmix. */
function xorshift(seed: number): () => number {
  const state = new Uint32Array(4);
  let z = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    z = (z + 0x9e3779b9) >>> 0;
    let t = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
    state[i] = (t ^ (t >>> 16)) >>> 0;
  }
  return () => {
    let t = state[3];
    const s = state[0];
    state[3] = state[2];
    state[2] = state[1];
    state[1] = s;
    t ^= t << 11;
    t ^= t >>> 8;
    state[0] = (t ^ s ^ (s >>> 19)) >>> 0;
    return state[0] / 2 ** 32;
  };
}
