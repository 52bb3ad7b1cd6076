/**
 * The integrals of psi and psi^2 over a panel so small that g and M are linear on it, wherever the pole is. With
 * 1 + g delta = delta c_1 (s - s_0), s_0 = x + i y, and M g^j = a + b s on s in [-1, 1],
 *
 *     integral (a + b s) / (s - s_0) ds     = (a + b s_0) L + 2 b,          L = log((1 - s_0) / (-1 - s_0)),
 *     integral (a + b s) / (s - s_0)^2 ds   = (a + b s_0) D + b L,          D = -2 / (1 - s_0^2),
 *     integral (a + b s) / |s - s_0|^2 ds   = (a + b x) theta / |y| + b Re L,
 *
 * theta = |Im L| the angle under which s_0 sees the panel. At Im delta = 0 the integrals are principal values.
 */

import { NODES, RULE } from './gauss-legendre';
import type { Panel } from './panel';

/** Adds to sums: Re E[psi], -Im E[psi], Re E[psi^2], Im E[psi^2]. */
export function addPole({ values, middle, slope }: Panel, re: number, im: number, sums: Float64Array): void {
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
  const x = (-re / delta2 - middle) / slope;
  const y = im / (delta2 * slope);
  const right2 = (1 - x) * (1 - x) + y * y;
  const left2 = (1 + x) * (1 + x) + y * y;
  const lRe = 0.5 * Math.log(right2 / left2);
  const theta = Math.atan2(2 * Math.abs(y), x * x + y * y - 1);
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

  // 1 - s_0^2 = (1 - s_0) (1 + s_0)
  const pRe = 1 - x * x + y * y;
  const pIm = -2 * x * y;
  const dRe = (-2 * pRe) / (right2 * left2);
  const dIm = (2 * pIm) / (right2 * left2);
  const secondRe = (a2 + b2 * x) * dRe - b2 * y * dIm + b2 * lRe;
  const secondIm = (a2 + b2 * x) * dIm + b2 * y * dRe + b2 * lIm;
  sums[2] += k2Re * secondRe - k2Im * secondIm;
  sums[3] += k2Re * secondIm + k2Im * secondRe;
}
