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

import type { Complex } from '../../numerics/complex';
import type { Estimate } from '../../numerics/estimate';
import { NODES } from '../../numerics/gauss-legendre';
import type { Interval } from '../../numerics/interval';
import type { CurvatureLaw, CurvatureTransform, SignalBasis, SignalMoments } from './curvature-law';
import { fourthMoment } from './fourth-moment';
import { addPoint } from './panel-sums';
import { PanelTree } from './panel-tree';
import { MOMENTS, type PointMass, type SignalMeasure, supportOf } from './signal-measure';

/** Relative rounding of a sum of some hundred terms, which grows like the root of their number. */
const ROUNDING = 8 * Number.EPSILON;

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
  readonly #tree: PanelTree;
  readonly #points: readonly PointMass[];
  /** |total mass - 1|. */
  readonly #defect: number;
  readonly #makeCoarse: (() => SignalMeasure) | undefined;
  #coarse: QuadratureLaw | null = null;
  readonly #sums = new Float64Array(4);

  constructor(
    readonly basis: SignalBasis,
    measure: SignalMeasure,
  ) {
    this.#tree = new PanelTree(measure);
    this.#points = measure.points;
    this.#makeCoarse = measure.coarse;
    this.support = supportOf(measure);
    this.atomAtZero = measure.points.reduce((sum, { g, moments }) => (g === 0 ? sum + moments[0] : sum), 0);
    const { phi, derivative } = this.transform({ re: 0, im: 0 });
    this.mean = phi.re;
    this.secondMoment = -derivative.re;
    this.#defect = Math.abs(this.#totalMass() - 1);
  }

  expectation(f: (g: number) => number): Estimate {
    const whole = this.#sumOf(f, false);
    const { sum, size, last } = this.#sumOf(f, true);
    // What an unbounded g has beyond the last node goes on falling from there.
    const cutOff = isBoundedSupport(this.support) ? 0 : NODES * last;
    const coarser = this.#coarser();
    const change = Math.abs(sum - whole.sum) + (coarser ? Math.abs(sum - coarser.#sumOf(f, true).sum) : 0);
    return { value: sum, error: change + size * (this.#defect + ROUNDING) + cutOff };
  }

  transform({ re, im }: Complex): CurvatureTransform {
    const sums = this.#sum(re, im, false);
    const phi = phiOf(sums);
    return new QuadratureTransform(phi, { re: -sums[2], im: -sums[3] }, () => this.#transformErrors(re, im, phi));
  }

  /** The errors of the two parts of phi at delta, given its value. */
  #transformErrors(re: number, im: number, phi: Complex): Complex {
    const halved = phiOf(this.#sum(re, im, true));
    const coarse = this.#coarser();
    const coarser = coarse ? phiOf(coarse.#sum(re, im, false)) : phi;
    const lack = this.#defect + ROUNDING;
    const errorOf = (part: 're' | 'im') =>
      Math.abs(halved[part] - phi[part]) + Math.abs(coarser[part] - phi[part]) + lack * Math.abs(phi[part]);
    return { re: errorOf('re'), im: errorOf('im') };
  }

  signalMoments(delta: number): SignalMoments {
    const sums = this.#sumMoments(delta, false);
    let known: MomentErrors | null = null;
    const errors = () => {
      known ??= this.#momentsErrors(delta, sums);
      return known;
    };
    return {
      psi: this.#matrix(sums.psi),
      psiSquared: this.#matrix(sums.psiSquared),
      get error() {
        return errors().psi;
      },
      get squaredError() {
        return errors().psiSquared;
      },
    };
  }

  /** The errors of E[psi v v^T] and E[psi^2 v v^T] at delta, given their values. */
  #momentsErrors(delta: number, known: MomentSums): MomentErrors {
    const halved = this.#sumMoments(delta, true);
    const coarser = this.#coarser();
    const coarse = coarser ? coarser.#sumMoments(delta, false) : known;
    const errorOf = (name: keyof MomentSums) => {
      let error = Math.max(...known[name].map(Math.abs)) * (this.#defect + ROUNDING);
      for (let k = 0; k < MOMENTS; k++) {
        const value = known[name][k];
        error = Math.max(error, Math.abs(halved[name][k] - value) + Math.abs(coarse[name][k] - value));
      }
      return error;
    };
    return { psi: errorOf('psi'), psiSquared: errorOf('psiSquared') };
  }

  fourthMoment(delta: number, direction: readonly number[]): number | null {
    return fourthMoment(this.#tree.resolved(delta, 0, false), this.#points, delta, direction);
  }

  #coarser(): QuadratureLaw | null {
    if (this.#coarse === null && this.#makeCoarse) this.#coarse = new QuadratureLaw(this.basis, this.#makeCoarse());
    return this.#coarse;
  }

  /** Re E[psi], -Im E[psi], Re E[psi^2], Im E[psi^2]: valid until the next call. */
  #sum(re: number, im: number, halved: boolean): Float64Array {
    const sums = this.#sums;
    sums.fill(0);
    this.#tree.addTo(sums, re, im, halved);
    for (let i = 0; i < this.#points.length; i++) addPoint(this.#points[i].g, this.#points[i].moments[0], re, im, sums);
    return sums;
  }

  /** E[f(g)] and E|f(g)|, and the share of the latter at the node with the largest |g|. */
  #sumOf(f: (g: number) => number, halved: boolean): { sum: number; size: number; last: number } {
    let sum = 0;
    let size = 0;
    let largest = -1;
    let last = 0;
    for (const { values } of this.#tree.resolved(0, 0, halved)) {
      for (let i = 0; i < NODES; i++) {
        const term = values[NODES + i] * f(values[i]);
        sum += term;
        size += Math.abs(term);
        if (Math.abs(values[i]) <= largest) continue;
        largest = Math.abs(values[i]);
        last = Math.abs(term);
      }
    }
    for (const { g, moments } of this.#points) {
      sum += moments[0] * f(g);
      size += Math.abs(moments[0] * f(g));
    }
    return { sum, size, last };
  }

  #sumMoments(delta: number, halved: boolean): MomentSums {
    const psi = new Float64Array(MOMENTS);
    const psiSquared = new Float64Array(MOMENTS);
    for (const { values } of this.#tree.resolved(delta, 0, halved)) {
      for (let i = 0; i < NODES; i++) {
        const value = values[i] / (1 + values[i] * delta);
        for (let k = 0; k < MOMENTS; k++) {
          const term = values[(k + 1) * NODES + i] * value;
          psi[k] += term;
          psiSquared[k] += term * value;
        }
      }
    }
    for (const { g, moments } of this.#points) {
      const value = g / (1 + g * delta);
      for (let k = 0; k < MOMENTS; k++) {
        psi[k] += moments[k] * value;
        psiSquared[k] += moments[k] * value * value;
      }
    }
    return { psi, psiSquared };
  }

  #matrix(moments: Float64Array): number[][] {
    const size = this.basis.rank + 1;
    return PLACE.slice(0, size).map((row) => row.slice(0, size).map((place) => moments[place]));
  }

  #totalMass(): number {
    let mass = 0;
    for (const { values } of this.#tree.resolved(0, 0, false))
      for (let i = 0; i < NODES; i++) mass += values[NODES + i];
    for (const { moments } of this.#points) mass += moments[0];
    return mass;
  }
}

/** A transform whose errors are worked out when they are first read: most never are. */
class QuadratureTransform implements CurvatureTransform {
  readonly #errorsOf: () => Complex;
  #known: Complex | null = null;

  constructor(
    readonly phi: Complex,
    readonly derivative: Complex,
    errorsOf: () => Complex,
  ) {
    this.#errorsOf = errorsOf;
  }

  get error(): number {
    const { re, im } = this.#errors;
    return Math.hypot(re, im);
  }

  get imaginaryError(): number {
    return this.#errors.im;
  }

  get #errors(): Complex {
    this.#known ??= this.#errorsOf();
    return this.#known;
  }
}

interface MomentSums {
  readonly psi: Float64Array;
  readonly psiSquared: Float64Array;
}

interface MomentErrors {
  readonly psi: number;
  readonly psiSquared: number;
}

function phiOf(sums: Float64Array): Complex {
  return { re: sums[0], im: -sums[1] };
}

function isBoundedSupport(support: readonly Interval[]): boolean {
  return support.every(([low, high]) => Number.isFinite(low) && Number.isFinite(high));
}
