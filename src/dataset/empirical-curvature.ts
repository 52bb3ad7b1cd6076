/**
 * The law of the curvatures that a sample has: nu is the law of g_1, ..., g_n, and E is the mean over the sample.
 *
 * Given the g_i and the scores on which they depend, the features' other directions are noise, so that the limiting law at these
 * sample means is the equivalent of the very Hessian: what another sample would have in place of them does not matter, and is no
 * part of the errors. Those are the distance between the means over the cells of curvature-cells.ts and those over the samples.
 */

import type {
  CurvatureLaw,
  CurvatureTransform,
  SignalBasis,
  SignalMoments,
  Stationarity,
} from '../law/curvature/curvature-law';
import { QuadratureLaw } from '../law/curvature/quadrature-law';
import { type Curve, MOMENTS, type PointMass, ROUNDING, type SignalMeasure } from '../law/curvature/signal-measure';
import { ALL_MOMENTS, withSlopes } from '../law/minimizer/stationarity';
import type { Complex } from '../numerics/complex';
import type { Estimate } from '../numerics/estimate';
import type { Interval } from '../numerics/interval';
import { type CurvatureCell, type CurvatureCells, curvatureCells } from './curvature-cells';

export interface CurvatureSamples {
  /** g_i, n of them. */
  readonly curvatures: Float64Array;
  /** The coordinates of a about their means: as many arrays of n as the basis has columns. */
  readonly coordinates: readonly Float64Array[];
}

/** What a w fitted on the same samples adds. */
export interface FittedSamples {
  /** s_i = dl/dh, about their mean; not all zero. */
  readonly slopes: Float64Array;
  readonly stationarity: Stationarity;
}

export class EmpiricalCurvature implements CurvatureLaw {
  readonly ofSample = true;
  readonly stationarity?: Stationarity;
  readonly support: readonly Interval[];
  readonly atomAtZero: number;
  readonly mean: number;
  readonly secondMoment: number;
  readonly #g: Float64Array;
  /** v without its 1: coordinates, then slopes over their root mean square. */
  readonly #v: readonly Float64Array[];
  readonly #plain: QuadratureLaw;
  readonly #withSlopes: QuadratureLaw | null;
  readonly #chi: number;

  constructor(
    readonly basis: SignalBasis,
    { curvatures, coordinates }: CurvatureSamples,
    fitted?: FittedSamples,
  ) {
    this.#g = curvatures;
    this.#chi = fitted ? meanOf(fitted.slopes.length, (i) => fitted.slopes[i] ** 2) : 1;
    const root = Math.sqrt(this.#chi);
    this.#v = fitted ? [...coordinates, fitted.slopes.map((s) => s / root)] : coordinates;
    if (fitted) this.stationarity = fitted.stationarity;
    const n = curvatures.length;
    const cells = curvatureCells(curvatures);
    const [a1, a2] = [coordinates[0], coordinates[1]];
    this.#plain = new QuadratureLaw(basis, measureOf(cells, plainMoments(a1, a2)));
    this.#withSlopes = fitted
      ? new QuadratureLaw(ALL_MOMENTS, measureOf(cells, slopeMoments(fitted.slopes, a1, a2)))
      : null;
    this.support = reachingZero(cells.support);
    this.atomAtZero = curvatures.reduce((count, g) => (g === 0 ? count + 1 : count), 0) / n;
    this.mean = meanOf(n, (i) => curvatures[i]);
    this.secondMoment = meanOf(n, (i) => curvatures[i] ** 2);
  }

  /** The mean over the samples themselves. */
  expectation(f: (g: number) => number): Estimate {
    const n = this.#g.length;
    const value = meanOf(n, (i) => f(this.#g[i]));
    return { value, error: Number.EPSILON * meanOf(n, (i) => Math.abs(f(this.#g[i]))) };
  }

  transform(delta: Complex): CurvatureTransform {
    const g = this.#g;
    const { phi, derivative } = this.#plain.transform(delta);
    return {
      phi,
      derivative,
      get error() {
        const re = meanOf(g.length, (i) => psiOf(g[i], delta).re);
        const im = meanOf(g.length, (i) => psiOf(g[i], delta).im);
        return Math.hypot(re - phi.re, im - phi.im) + Number.EPSILON * Math.hypot(re, im);
      },
    };
  }

  signalMoments(delta: number): SignalMoments {
    const plain = this.#plain.signalMoments(delta);
    const slopes = this.#withSlopes?.signalMoments(delta);
    const { psi, psiSquared } = slopes ? withSlopes(plain, slopes, this.basis.rank, this.#chi) : plain;
    const errorOf = (known: SignalMoments['psi'], power: number) => this.#momentError(delta, known, power);
    return {
      psi,
      psiSquared,
      get error() {
        return errorOf(psi, 1);
      },
      get squaredError() {
        return errorOf(psiSquared, 2);
      },
    };
  }

  /** The largest error of E[psi^power v v^T]. */
  #momentError(delta: number, known: SignalMoments['psi'], power: number): number {
    const g = this.#g;
    const entry = (j: number, i: number) => (j === 0 ? 1 : this.#v[j - 1][i]);
    return known.reduce(
      (largest, row, j) =>
        row.slice(0, j + 1).reduce((most, value, k) => {
          const sample = meanOf(g.length, (i) => (g[i] / (1 + g[i] * delta)) ** power * entry(j, i) * entry(k, i));
          return Math.max(most, Math.abs(sample - value));
        }, largest),
      0,
    );
  }
}

/** An end of the support counts as zero, where a bulk then begins, if it is no larger than this share of the largest |g|. */
const CLOSE_TO_ZERO = 1e-3;

/** Curvatures that come as close to zero as samples will have it leave no gap in the spectrum beside zero. */
function reachingZero(support: readonly Interval[]): Interval[] {
  const size = Math.max(...support.flat().map(Math.abs));
  const close = (end: number) => Math.abs(end) < CLOSE_TO_ZERO * size;
  return support.map(([low, high]) => [low > 0 && close(low) ? 0 : low, high < 0 && close(high) ? 0 : high]);
}

function psiOf(g: number, { re, im }: Complex): Complex {
  const [x, y] = [1 + g * re, g * im];
  const scale = g / (x * x + y * y);
  return { re: x * scale, im: -y * scale };
}

function meanOf(n: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += value(i);
  return sum / n;
}

/** Share of a lone sample's mass that is spread over its cell, so that the density has no gaps in a sparse tail. */
const SPREAD = 0.05;

/** Adds sample i's six moments. */
type AddMoments = (i: number, sum: Float64Array) => void;

function plainMoments(a1: Float64Array | undefined, a2: Float64Array | undefined): AddMoments {
  return (i, sum) => {
    const [x, y] = [a1?.[i] ?? 0, a2?.[i] ?? 0];
    sum[0] += 1;
    sum[1] += x;
    sum[2] += y;
    sum[3] += x * x;
    sum[4] += x * y;
    sum[5] += y * y;
  };
}

/** The moments with a slope, in the places that slope-moments.ts gives them. */
function slopeMoments(slopes: Float64Array, a1: Float64Array | undefined, a2: Float64Array | undefined): AddMoments {
  return (i, sum) => {
    const s = slopes[i];
    sum[0] += 1;
    sum[1] += s;
    sum[2] += s * (a1?.[i] ?? 0);
    sum[3] += s * s;
    sum[4] += s * (a2?.[i] ?? 0);
    sum[5] += s * s;
  };
}

function measureOf({ order, points, segments }: CurvatureCells, add: AddMoments): SignalMeasure {
  const momentsOf = ({ start, end }: CurvatureCell) => {
    const moments = new Float64Array(MOMENTS);
    for (let i = start; i < end; i++) add(order[i], moments);
    return moments.map((sum) => sum / order.length);
  };
  const masses = points.map((point): PointMass => ({ g: point.low, moments: momentsOf(point) }));
  const curves: Curve[] = [];
  for (const cell of segments.flat()) {
    const moments = momentsOf(cell);
    if (cell.alone !== null) masses.push({ g: cell.alone, moments: moments.map((moment) => (1 - SPREAD) * moment) });
    curves.push(curveOf(cell, cell.alone === null ? moments : moments.map((moment) => SPREAD * moment)));
  }
  return { points: masses, curves };
}

/** The cell, by x from -1 to 1, in which narrow cells keep their digits. */
function curveOf({ low, high, tilt }: CurvatureCell, moments: Float64Array): Curve {
  const half = (high - low) / 2;
  // The ends are the same numbers as the neighbors'.
  const g = (x: number) => (x < 0 ? low + half * (x + 1) : high + half * (x - 1));
  return {
    breaks: [-1, 1],
    ends: [low, high],
    support: [low, high],
    costly: false,
    noise: ROUNDING,
    g,
    evaluate(x, out) {
      const density = (1 + 3 * tilt * x) / 2;
      out[0] = g(x);
      for (let j = 0; j < MOMENTS; j++) out[j + 1] = density * moments[j];
    },
  };
}
