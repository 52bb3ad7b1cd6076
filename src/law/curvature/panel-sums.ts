/** Sums over panels: Re E[psi], -Im E[psi], Re E[psi^2], Im E[psi^2] for psi = g / (1 + g delta). */

import { NODES } from '../../numerics/gauss-legendre';
import type { Panel } from './panel';
import { addPole } from './pole-panel';

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

/** In locals, which need no memory. */
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
