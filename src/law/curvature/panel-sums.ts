/** Sums over panels and point masses: Re E[psi], -Im E[psi], Re E[psi^2], Im E[psi^2] for psi = g / (1 + g delta). */

import { NODES, RULE } from '../../numerics/gauss-legendre';
import type { Panel } from './panel';

/** Adds those of the panels from index `firstPanel` on, and of those with a pole from `firstPole` on. */
export function addPanels(
  panels: readonly Panel[],
  poles: readonly Panel[],
  firstPanel: number,
  firstPole: number,
  re: number,
  im: number,
  sums: Float64Array,
): void {
  for (let i = firstPanel; i < panels.length; i++) addNodes(panels[i].values, re, im, sums);
  for (let i = firstPole; i < poles.length; i++) addPole(poles[i], re, im, sums);
}

/** The sums run in locals, which need no memory. */
function addNodes(values: Float64Array, re: number, im: number, sums: Float64Array): void {
  let real = 0;
  let square = 0;
  let squareRe = 0;
  let squareIm = 0;
  for (let i = 0; i < NODES; i++) {
    const g = values[i];
    const qRe = 1 + g * re;
    const qIm = g * im;
    const ratio = g / (qRe * qRe + qIm * qIm);
    const psiRe = ratio * qRe;
    const psiIm = ratio * qIm;
    const weight = values[NODES + i];
    const weightedRe = weight * psiRe;
    real += weightedRe;
    square += weight * ratio * g;
    squareRe += weightedRe * psiRe - weight * psiIm * psiIm;
    squareIm -= 2 * weightedRe * psiIm;
  }
  sums[0] += real;
  sums[1] += im * square;
  sums[2] += squareRe;
  sums[3] += squareIm;
}

/**
 * Adds the integrals over a panel so small that g and M are linear on it, wherever the pole is. With
 * 1 + g delta = delta c_1 (s - s_0), s_0 = x + i y, and M g^j = a + b s on s in [-1, 1],
 *
 *     integral (a + b s) / (s - s_0) ds     = (a + b s_0) L + 2 b,          L = log((1 - s_0) / (-1 - s_0)),
 *     integral (a + b s) / (s - s_0)^2 ds   = (a + b s_0) D + b L,          D = 1 / (-1 - s_0) - 1 / (1 - s_0),
 *     integral (a + b s) / |s - s_0|^2 ds   = (a + b x) theta / |y| + b Re L,
 *
 * theta = |Im L| the angle under which s_0 sees the panel. The differences 1 - x and -1 - x are taken from g at the ends,
 * so that two neighbors agree on which of them the pole is in. At Im delta = 0 the integrals are principal values.
 */
function addPole({ values, ends }: Panel, re: number, im: number, sums: Float64Array): void {
  let a1 = 0;
  let b1 = 0;
  let a2 = 0;
  let b2 = 0;
  for (let i = 0; i < NODES; i++) {
    const term = values[NODES + i] * values[i];
    const tilt = 3 * RULE.nodes[i];
    a1 += 0.5 * term;
    b1 += 0.5 * tilt * term;
    a2 += 0.5 * term * values[i];
    b2 += 0.5 * tilt * term * values[i];
  }
  const delta2 = re * re + im * im;
  const slope = (ends[1] - ends[0]) / 2;
  // 1 - x and -1 - x.
  const right = (ends[1] + re / delta2) / slope;
  const left = (ends[0] + re / delta2) / slope;
  const x = -(left + right) / 2;
  const y = im / (delta2 * slope);
  const right2 = right * right + y * y;
  const left2 = left * left + y * y;
  const lRe = 0.5 * Math.log(right2 / left2);
  const theta = Math.atan2(2 * Math.abs(y), right * left + y * y);
  const lIm = im === 0 ? 0 : Math.sign(y) * theta;
  // 1 / (delta c_1) and its square.
  const kRe = re / (delta2 * slope);
  const kIm = -im / (delta2 * slope);
  const k2Re = kRe * kRe - kIm * kIm;
  const k2Im = 2 * kRe * kIm;

  const firstRe = (a1 + b1 * x) * lRe - b1 * y * lIm + 2 * b1;
  const firstIm = (a1 + b1 * x) * lIm + b1 * y * lRe;
  sums[0] += kRe * firstRe - kIm * firstIm;
  if (im !== 0) sums[1] += ((a2 + b2 * x) * theta) / Math.abs(slope) + (im * b2 * lRe) / (delta2 * slope * slope);

  const dRe = left / left2 - right / right2;
  const dIm = y / left2 - y / right2;
  const secondRe = (a2 + b2 * x) * dRe - b2 * y * dIm + b2 * lRe;
  const secondIm = (a2 + b2 * x) * dIm + b2 * y * dRe + b2 * lIm;
  sums[2] += k2Re * secondRe - k2Im * secondIm;
  sums[3] += k2Re * secondIm + k2Im * secondRe;
}

/** Adds those of a point mass. */
export function addPoint(g: number, weight: number, re: number, im: number, sums: Float64Array): void {
  const qRe = 1 + g * re;
  const qIm = g * im;
  const ratio = g / (qRe * qRe + qIm * qIm);
  const psiRe = ratio * qRe;
  const psiIm = ratio * qIm;
  sums[0] += weight * psiRe;
  sums[1] += weight * psiIm;
  sums[2] += weight * (psiRe * psiRe - psiIm * psiIm);
  sums[3] -= 2 * weight * psiRe * psiIm;
}
