/** The law of any curvature and any geometry of the signals, put together from the parts in the folders beside this file. */

import { distinctAtoms, type SignalGeometry } from '../covariance/geometry';
import type { Complex } from '../numerics/complex';
import type { Estimate } from '../numerics/estimate';
import { BulkDensity } from './bulk/density';
import { SpectralCurve } from './bulk/spectral-curve';
import { StieltjesSolver } from './bulk/stieltjes';
import { pointAt } from './bulk/stretch';
import { atomAtZero, checkSupport, findSupport, type Support } from './bulk/support';
import type { CurvatureLaw } from './curvature/curvature-law';
import { LawDistribution } from './distribution/law-distribution';
import { lawMoments } from './distribution/linear-statistics';
import { cdfDeviation, outlierDeviation } from './finite-size/deviations';
import { edgeShape } from './finite-size/edge-shape';
import type {
  Bulk,
  DensityValue,
  Edge,
  EdgeShape,
  Law,
  MassCheck,
  Moment,
  Outlier,
  StieltjesValue,
  SupportCheck,
} from './law';
import type { MinimizerState } from './minimizer/minimizer-law';
import { findOutliers } from './outliers/outliers';

/** Each part of the law is worked out when it is first asked for. */
export class AssembledLaw implements Law {
  readonly atomAtZero: number;
  readonly curve: SpectralCurve;
  readonly #fitted: { readonly state?: MinimizerState };
  readonly #solver: StieltjesSolver;
  readonly #densities = new Map<Bulk, BulkDensity>();
  #structure: Support | null = null;
  #outliers: readonly Outlier[] | null = null;
  #distribution: LawDistribution | null = null;

  /** `fitted`: has the minimizer's state where w is fitted; it is read when it is asked for. */
  constructor(
    readonly curvature: CurvatureLaw,
    geometry: SignalGeometry,
    readonly aspectRatio: number,
    fitted: { readonly state?: MinimizerState } = {},
  ) {
    this.#fitted = fitted;
    this.curve = new SpectralCurve(distinctAtoms(geometry.atoms), aspectRatio, curvature);
    this.#solver = new StieltjesSolver(this.curve);
    this.atomAtZero = atomAtZero(this.curve);
  }

  get minimizer(): MinimizerState | null {
    return this.#fitted.state ?? null;
  }

  /** Bulks and the stretches between them. */
  get structure(): Support {
    this.#structure ??= findSupport(this.curve);
    return this.#structure;
  }

  get bulks(): readonly Bulk[] {
    return this.structure.bulks;
  }

  get support(): readonly (readonly [number | null, number | null])[] {
    return this.bulks.map(({ left, right }) => [left.location, right.location]);
  }

  get supportCheck(): SupportCheck {
    return checkSupport(this.bulks, this.atomAtZero);
  }

  get outliers(): readonly Outlier[] {
    this.#outliers ??= findOutliers(this.curve, this.structure);
    return this.#outliers;
  }

  /** The law's size: its root mean square, or E|g| E[t] where it has none. */
  get size(): number {
    const { mean, secondMoment } = this.curvature;
    const moment = (power: number) =>
      this.curve.atoms.reduce((sum, { eigenvalue, weight }) => sum + weight * eigenvalue ** power, 0);
    const square = mean * mean * moment(2) + this.aspectRatio * secondMoment * moment(1) ** 2;
    return Number.isFinite(square) ? Math.sqrt(square) : Math.abs(mean) * moment(1);
  }

  density(x: number): number {
    return this.#densityAround(x)?.density(x) ?? 0;
  }

  densityAt(x: number): DensityValue {
    return this.#densityAround(x)?.densityAt(x) ?? { x, density: 0, error: 0, residual: 0, iterations: 0 };
  }

  /** The density of the bulk that has x inside it. */
  #densityAround(x: number): BulkDensity | undefined {
    const bulk = this.#bulkAt(x);
    if (!bulk) return undefined;
    const density = this.#densities.get(bulk) ?? new BulkDensity(this.#solver, this.atomAtZero, this.size);
    this.#densities.set(bulk, density);
    return density;
  }

  stieltjes(z: Complex): StieltjesValue {
    if (!(z.im >= 0 && Number.isFinite(z.re) && Number.isFinite(z.im))) {
      throw new RangeError(`stieltjes: expected a finite z with Im z >= 0, got ${z.re} + ${z.im}i`);
    }
    if (z.im === 0 && !this.#bulkAt(z.re)) return this.#stieltjesOutside(z);
    const point = this.#solver.solve(z);
    const { delta, m, residual, iterations } = point;
    return {
      ...{ z, delta, m, residual, iterations },
      get error() {
        return point.error;
      },
    };
  }

  #stieltjesOutside(z: Complex): StieltjesValue {
    const stretch = this.structure.stretches.find(({ start, end }) => start.z <= z.re && z.re <= end.z);
    const atPole = stretch?.start.kind === 'zero' || stretch?.end.kind === 'zero' ? z.re === 0 : false;
    if (!stretch || atPole) throw new RangeError(`stieltjes: m has no finite value at z = ${z.re}`);
    const { point, iterations } = pointAt(this.curve, stretch, z.re);
    const { m, error, residual } = this.curve.resolve(point);
    return { z, delta: { re: point.delta, im: 0 }, m: { re: m, im: 0 }, residual, iterations, error };
  }

  cdf(x: number): number {
    return this.#cumulative.cdf(x);
  }

  quantile(probability: number): number {
    return this.#cumulative.quantile(probability);
  }

  cdfEstimate(x: number): Estimate {
    return this.#cumulative.cdfEstimate(x);
  }

  quantileEstimate(probability: number): Estimate {
    return this.#cumulative.quantileEstimate(probability);
  }

  integrate(f: (x: number) => number): Estimate {
    return this.#cumulative.integrate(f);
  }

  get massCheck(): MassCheck {
    return this.#cumulative.massCheck;
  }

  get #cumulative(): LawDistribution {
    this.#distribution ??= new LawDistribution(this, this.size, () => this.curvature.expectation(() => 1).error);
    return this.#distribution;
  }

  get moments(): readonly Moment[] {
    return lawMoments(this.curve);
  }

  cdfDeviation(x: number): number {
    return this.#bulkAt(x) ? cdfDeviation(this.curve, this.stieltjes({ re: x, im: 0 }).delta) : 0;
  }

  edgeShape(edge: Edge): EdgeShape | null {
    return edgeShape(this.curve, edge);
  }

  outlierDeviation(outlier: Outlier): number | null {
    return outlierDeviation(this.curve, this.structure.stretches, outlier);
  }

  /** The bulk that has x inside it. */
  #bulkAt(x: number): Bulk | undefined {
    return this.bulks.find(
      ({ left, right }) =>
        x > (left.location ?? Number.NEGATIVE_INFINITY) && x < (right.location ?? Number.POSITIVE_INFINITY),
    );
  }
}
