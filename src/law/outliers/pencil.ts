/**
 * The symmetric pencil whose kernel marks the outliers: with V = [mean, C^(1/2) E] and v = (1, a),
 *
 *     K = [ Lambda   I ]      Lambda = E[psi v v^T] - phi diag(0, I),
 *         [   I     -G ]      G = V^T (phi C - z)^(-1) V = sum_k V_k^T V_k / (t_k phi - z),
 *
 * as a function of delta on the spectral curve. det K = +-det(I + Lambda G). The two blocks are scaled against each other
 * by the congruence diag(sqrt s, 1 / sqrt s), which leaves the identity blocks and the inertia alone. If the mean is zero
 * its column is left out.
 *
 * At a minimizer of the same samples' loss, V and v have one more entry each (see `Stationarity`), the last one, and G has -delta
 * in its place: the noise is compressed to what is orthogonal to the vector of the samples' slopes. In the same way the
 * mean's place has -delta where the mean is the sample's own: mean^T (phi C - z)^(-1) mean contains (1/n) tr C (phi C - z)^(-1)
 * = delta too much.
 */

import { bilinear, type Matrix, type SymmetricEigen, symmetricEigen } from '../../numerics/small-matrix';
import type { CurvePoint, SpectralCurve } from '../bulk/spectral-curve';
import type { SignalBasis, SignalMoments, Stationarity } from '../curvature/curvature-law';

export interface PencilValue {
  /** The eigenpairs of the scaled K, ascending. */
  readonly eigen: SymmetricEigen;
  /** s above. */
  readonly scale: number;
  /** Estimated absolute error of the eigenvalues; worked out when read. */
  readonly error: number;
}

export class SignalPencil {
  /** Columns of V. */
  readonly columns: number;
  /** V_k = [mean, w, wStar]_k coefficients_k: 3 rows for each atom. */
  readonly coefficients: readonly Matrix[];
  /** Which entry of v belongs to each column. */
  readonly #kept: readonly number[];
  readonly #rank: number;
  readonly #stationary: boolean;
  /** Columns to whose entries of v the noise is orthogonal. */
  readonly #orthogonal: readonly number[];
  /** V_k^T V_k, row-major, atom after atom. */
  readonly #products: Float64Array;
  readonly #moments = new Map<number, SignalMoments>();

  constructor(readonly curve: SpectralCurve) {
    const { basis, stationarity, ofSample = false } = curve.curvature;
    const { combination, rank } = basis;
    const hasMean = curve.atoms.some(({ gram }) => gram[0][0] > 0);
    this.#rank = rank;
    this.#stationary = stationarity !== undefined;
    const entries = rank + (stationarity ? 2 : 1);
    this.#kept = Array.from({ length: entries }, (_, i) => i).filter((i) => i > 0 || hasMean || ofSample);
    this.columns = this.#kept.length;
    this.#orthogonal = [...(ofSample ? [0] : []), ...(stationarity ? [this.columns - 1] : [])];
    this.coefficients = curve.atoms.map(({ eigenvalue }) =>
      [0, 1, 2].map((signal) =>
        this.#kept.map((i) => {
          if (stationarity && i > rank) return stationaryCoefficient(stationarity, combination, eigenvalue, signal);
          if (i === 0 || signal === 0) return i === 0 && signal === 0 ? 1 : 0;
          return eigenvalue * combination[signal - 1][i - 1];
        }),
      ),
    );
    this.#products = Float64Array.from(curve.atoms.flatMap(({ gram }, k) => product(this.coefficients[k], gram)));
  }

  /** Lambda and G. */
  parts({ delta, denominators }: CurvePoint): { readonly lambda: Matrix; readonly g: Matrix } {
    const { psi } = this.#momentsAt(delta);
    const lambda = this.#select((i, j) => psi[i][j] - (i === j && this.#isScore(i) ? psi[0][0] : 0));
    return {
      lambda,
      g: this.#compressed(
        this.#sum((k) => 1 / denominators[k]),
        delta,
      ),
    };
  }

  at(point: CurvePoint): PencilValue {
    const moments = this.#momentsAt(point.delta);
    const { lambda, g } = this.parts(point);
    const [lambdaSize, gSize] = [norm(lambda), norm(g)];
    const scale = lambdaSize > 0 && gSize > 0 ? Math.sqrt(gSize / lambdaSize) : 1;
    const eigen = symmetricEigen(this.#blocks(lambda, g, scale, 1));
    return {
      eigen,
      scale,
      get error() {
        return 2 * scale * moments.error + 4 * Number.EPSILON * (1 + scale * lambdaSize);
      },
    };
  }

  /** x^T (dK/ddelta) y at the given scale. */
  derivative(point: CurvePoint, scale: number, x: readonly number[], y: readonly number[]): number {
    const { psiSquared } = this.#momentsAt(point.delta);
    const lambda = this.#select((i, j) => (i === j && this.#isScore(i) ? psiSquared[0][0] : 0) - psiSquared[i][j]);
    const { slope, phiSlope, denominators } = point;
    const plain = this.#sum((k) => (slope - this.curve.atoms[k].eigenvalue * phiSlope) / denominators[k] ** 2);
    const g = this.#compressed(plain, 1);
    return bilinear(x, this.#blocks(lambda, g, scale, 0), y);
  }

  /** Estimated absolute error of `derivative` for unit vectors. */
  derivativeError({ delta }: CurvePoint, scale: number): number {
    return 2 * scale * this.#momentsAt(delta).squaredError;
  }

  /** The half of a vector of the scaled K that belongs to G: the congruence takes it down by the square root of the scale. */
  secondHalf(x: readonly number[], scale: number): number[] {
    const root = Math.sqrt(scale);
    return x.slice(this.columns).map((value) => value / root);
  }

  /** A vector of the columns' entries in place among those of v. */
  entriesOf(x: readonly number[]): number[] {
    const entries = new Array<number>(this.#rank + (this.#stationary ? 2 : 1)).fill(0);
    this.#kept.forEach((entry, i) => {
      entries[entry] = x[i];
    });
    return entries;
  }

  /**
   * Squared norms of the part of a kernel vector (first, second) of K that meets the noise: on the side of the features, in
   * whitened coordinates, and on that of the samples.
   */
  noiseParts(
    { delta, denominators }: CurvePoint,
    first: readonly number[],
    second: readonly number[],
  ): { readonly features: number; readonly samples: number } {
    const { psiSquared } = this.#momentsAt(delta);
    const whitened = this.#sum((k) => this.curve.atoms[k].eigenvalue / denominators[k] ** 2);
    const scores = first.reduce((sum, value, i) => sum + (this.#isScore(this.#kept[i]) ? value * value : 0), 0);
    const known = this.#orthogonal.reduce((sum, i) => sum + second[i] ** 2, 0);
    return {
      features: bilinear(second, whitened, second) - scores,
      samples:
        bilinear(
          first,
          this.#select((i, j) => psiSquared[i][j]),
          first,
        ) - known,
    };
  }

  /** Whether an entry of v is a coordinate of a. */
  #isScore(entry: number): boolean {
    return entry > 0 && entry <= this.#rank;
  }

  /** G, or its derivative, with what compression takes off. */
  #compressed(g: number[][], amount: number): number[][] {
    for (const i of this.#orthogonal) g[i][i] -= amount;
    return g;
  }

  #momentsAt(delta: number): SignalMoments {
    const known = this.#moments.get(delta);
    if (known) return known;
    const moments = this.curve.curvature.signalMoments(delta);
    this.#moments.set(delta, moments);
    return moments;
  }

  #select(entry: (i: number, j: number) => number): number[][] {
    return this.#kept.map((i) => this.#kept.map((j) => entry(i, j)));
  }

  /** sum_k factor(k) V_k^T V_k. */
  #sum(factor: (k: number) => number): number[][] {
    const size = this.columns * this.columns;
    const total = new Float64Array(size);
    for (let k = 0; k < this.coefficients.length; k++) {
      const f = factor(k);
      for (let i = 0; i < size; i++) total[i] += f * this.#products[k * size + i];
    }
    return this.#kept.map((_, i) => Array.from(total.subarray(i * this.columns, (i + 1) * this.columns)));
  }

  #blocks(lambda: Matrix, g: Matrix, scale: number, identity: number): number[][] {
    const size = this.columns;
    return Array.from({ length: 2 * size }, (_, i) =>
      Array.from({ length: 2 * size }, (__, j) => {
        if (i < size && j < size) return scale * lambda[i][j];
        if (i >= size && j >= size) return -g[i - size][j - size] / scale;
        return i % size === j % size ? identity : 0;
      }),
    );
  }
}

/** The column C^(1/2) (b - E E^T b) on an eigenspace, as a combination of mean, w and wStar. */
function stationaryCoefficient(
  { mean, w, along }: Stationarity,
  combination: SignalBasis['combination'],
  eigenvalue: number,
  signal: number,
): number {
  if (signal === 0) return mean;
  const inBasis = along.reduce((sum, value, j) => sum + combination[signal - 1][j] * value, 0);
  return (signal === 1 ? w : 0) - eigenvalue * inBasis;
}

/** rows^T gram rows, row-major. */
function product(rows: Matrix, gram: Matrix): number[] {
  const columns = rows[0].map((_, i) => rows.map((row) => row[i]));
  return columns.flatMap((x) => columns.map((y) => bilinear(x, gram, y)));
}

function norm(matrix: Matrix): number {
  return Math.hypot(...matrix.flat());
}
