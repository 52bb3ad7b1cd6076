/**
 * The law of the curvature by quadrature: phi(delta) = E[psi], phi'(delta) = -E[psi^2] and the moments of psi and psi^2
 * against v v^T, psi = g / (1 + g delta), from a measure's point masses and panels.
 *
 * Imaginary parts are summed as they are, Im psi = -g^2 Im delta / |1 + g delta|^2, all of one sign, so that they keep
 * their relative accuracy where Im delta is many orders below Re delta: in the tails of an unbounded g.
 *
 * The error of a sum is its change when every panel is halved, plus what the measure lacks of total mass one (what was
 * cut off, or not resolved when the moments were tabulated), plus the distance from a coarser measure where curves are
 * themselves the nodes of a rule. It is worked out when it is first read.
 */

import type { Complex, CurvatureLaw, CurvatureTransform, Interval, SignalBasis, SignalMoments } from '../curvature-law';
import { NODES } from './gauss-legendre';
import type { Panel } from './panel';
import { PanelTree } from './panel-tree';
import { addPole } from './pole-panel';
import { MOMENTS, type PointMass, type SignalMeasure } from './signal-measure';

/** Parts of the support closer than this, relative to where they are, are one: their ends are rounded. */
const TOUCHING = 1e-14;

/** Where entry (i, j) of v v^T sits among the moments. */
const PLACE = [
  [0, 1, 2],
  [1, 3, 4],
  [2, 4, 5],
];

export class QuadratureLaw implements CurvatureLaw {
  readonly support: readonly Interval[];
  readonly atomAtZero: number;
  readonly mean: number;
  readonly secondMoment: number;
  private readonly tree: PanelTree;
  private readonly points: readonly PointMass[];
  /** |total mass - 1|. */
  private readonly defect: number;
  private readonly makeCoarse: (() => SignalMeasure) | undefined;
  private coarse: QuadratureLaw | null = null;

  constructor(
    readonly basis: SignalBasis,
    measure: SignalMeasure,
  ) {
    this.tree = new PanelTree(measure);
    this.points = measure.points;
    this.makeCoarse = measure.coarse;
    this.support = supportOf(measure);
    this.atomAtZero = measure.points.reduce((sum, { g, moments }) => (g === 0 ? sum + moments[0] : sum), 0);
    const { phi, derivative } = this.transform({ re: 0, im: 0 });
    this.mean = phi.re;
    this.secondMoment = -derivative.re;
    this.defect = Math.abs(this.totalMass() - 1);
  }

  transform({ re, im }: Complex): CurvatureTransform {
    const { phi, derivative } = this.sum(re, im, false);
    const law = this;
    let error: number | undefined;
    return {
      phi,
      derivative,
      get error() {
        if (error === undefined) {
          const halved = law.sum(re, im, true).phi;
          const size = Math.hypot(phi.re, phi.im);
          error = Math.hypot(halved.re - phi.re, halved.im - phi.im) + size * (law.defect + Number.EPSILON);
          const coarse = law.coarser()?.transform({ re, im }).phi;
          if (coarse) error += Math.hypot(coarse.re - phi.re, coarse.im - phi.im);
        }
        return error;
      },
    };
  }

  signalMoments(delta: number): SignalMoments {
    const sums = this.sumMoments(delta, false);
    const law = this;
    let error: number | undefined;
    return {
      psi: this.matrix(sums.psi),
      psiSquared: this.matrix(sums.psiSquared),
      get error() {
        if (error === undefined) {
          const halved = law.sumMoments(delta, true).psi;
          const size = Math.max(...sums.psi.map(Math.abs));
          error = size * (law.defect + Number.EPSILON);
          const coarse = law.coarser()?.sumMoments(delta, false).psi ?? sums.psi;
          for (let k = 0; k < MOMENTS; k++) {
            error = Math.max(error, Math.abs(halved[k] - sums.psi[k]) + Math.abs(coarse[k] - sums.psi[k]));
          }
        }
        return error;
      },
    };
  }

  private coarser(): QuadratureLaw | null {
    if (this.coarse === null && this.makeCoarse) this.coarse = new QuadratureLaw(this.basis, this.makeCoarse());
    return this.coarse;
  }

  private sum(re: number, im: number, halved: boolean): { phi: Complex; derivative: Complex } {
    // Re E[psi], E[g^2 / |q|^2], Re E[psi^2] and Im E[psi^2] with q = 1 + g delta.
    let real = 0;
    let square = 0;
    let squareRe = 0;
    let squareIm = 0;
    const add = (panel: Panel) => {
      const { values } = panel;
      for (let i = 0; i < NODES; i++) {
        const g = values[i];
        const weight = values[NODES + i];
        const qRe = 1 + g * re;
        const qIm = g * im;
        const ratio = g / (qRe * qRe + qIm * qIm);
        const psiRe = ratio * qRe;
        const psiIm = -ratio * qIm;
        const weightedRe = weight * psiRe;
        real += weightedRe;
        square += weight * ratio * g;
        squareRe += weightedRe * psiRe - weight * psiIm * psiIm;
        squareIm += 2 * weightedRe * psiIm;
      }
    };
    const pole = new Float64Array(4);
    this.tree.forResolving(re, im, halved, add, (panel) => addPole(panel, re, im, pole));
    for (const { g, moments } of this.points) {
      const qRe = 1 + g * re;
      const qIm = g * im;
      const ratio = g / (qRe * qRe + qIm * qIm);
      const psiRe = ratio * qRe;
      const psiIm = -ratio * qIm;
      real += moments[0] * psiRe;
      square += moments[0] * ratio * g;
      squareRe += moments[0] * (psiRe * psiRe - psiIm * psiIm);
      squareIm += moments[0] * 2 * psiRe * psiIm;
    }
    return {
      phi: { re: real + pole[0], im: -im * square - pole[1] },
      derivative: { re: -squareRe - pole[2], im: -squareIm - pole[3] },
    };
  }

  private sumMoments(delta: number, halved: boolean): { psi: Float64Array; psiSquared: Float64Array } {
    const psi = new Float64Array(MOMENTS);
    const psiSquared = new Float64Array(MOMENTS);
    this.tree.forResolving(delta, 0, halved, ({ values }) => {
      for (let i = 0; i < NODES; i++) {
        const value = values[i] / (1 + values[i] * delta);
        for (let k = 0; k < MOMENTS; k++) {
          const term = values[(k + 1) * NODES + i] * value;
          psi[k] += term;
          psiSquared[k] += term * value;
        }
      }
    });
    for (const { g, moments } of this.points) {
      const value = g / (1 + g * delta);
      for (let k = 0; k < MOMENTS; k++) {
        psi[k] += moments[k] * value;
        psiSquared[k] += moments[k] * value * value;
      }
    }
    return { psi, psiSquared };
  }

  private matrix(moments: Float64Array): number[][] {
    const size = this.basis.rank + 1;
    return PLACE.slice(0, size).map((row) => row.slice(0, size).map((place) => moments[place]));
  }

  private totalMass(): number {
    let mass = 0;
    for (const { values } of this.tree.base) for (let i = 0; i < NODES; i++) mass += values[NODES + i];
    for (const { moments } of this.points) mass += moments[0];
    return mass;
  }
}

/** The union of the supports of the parts, as disjoint closed intervals. */
function supportOf({ points, curves }: SignalMeasure): Interval[] {
  const parts: Interval[] = [
    ...points.filter(({ moments }) => moments[0] > 0).map(({ g }): Interval => [g, g]),
    ...curves.map(({ support }) => support),
  ];
  parts.sort((a, b) => a[0] - b[0]);
  const union: Interval[] = [];
  for (const part of parts) {
    const last = union[union.length - 1];
    if (last !== undefined && part[0] <= last[1] + TOUCHING * Math.abs(last[1]))
      union[union.length - 1] = [last[0], Math.max(last[1], part[1])];
    else union.push(part);
  }
  return union;
}
