/** The limiting law of a model's Hessian spectrum, put together: see the files of this folder for its parts. */

import { type SignalGeometry, signalGeometry } from '../covariance/geometry';
import { isContinuous } from '../covariance/spectrum';
import { ConvergenceError, ModelError } from '../errors';
import { type Minimizer, type Model, SIGNALS } from '../model/model';
import type { Complex } from '../numerics/complex';
import type { Estimate } from '../numerics/estimate';
import { Trail } from './bulk/density';
import { distinctAtoms, SpectralCurve } from './bulk/spectral-curve';
import { type StieltjesPoint, StieltjesSolver } from './bulk/stieltjes';
import { pointAt } from './bulk/stretch';
import { atomAtZero, checkSupport, findSupport, type Support } from './bulk/support';
import { curvatureLaw } from './curvature/builder';
import type { CurvatureLaw } from './curvature/curvature-law';
import { BulkDistribution } from './distribution/bulk-distribution';
import { LawDistribution } from './distribution/law-distribution';
import { lawMoments, type Moment } from './distribution/moments';
import { cdfDeviation } from './finite-size/cdf-deviation';
import { outlierDeviation } from './finite-size/deviations';
import { type EdgeShape, edgeShape } from './finite-size/edge-shape';
import type { Bulk, DensityValue, Edge, Law, MassCheck, Outlier, StieltjesValue, SupportCheck } from './law';
import { fitModel } from './minimizer/fit-model';
import type { MinimizerLaw, MinimizerState } from './minimizer/minimizer-law';
import { findOutliers } from './outliers/outliers';
import { resolveSpectrum } from './resolved-law';

/** How far above x, relative to it, the density is extrapolated from where the real line does not resolve it. */
const ABOVE = 1e-6;
/** The least |x| taken for that, in units of the law's size. */
const TINY = 1e-12;
/** Density times |x|: the error up to which it is accepted, and what is zero. */
const SMALL = 1e-5;
const NEGLIGIBLE = 1e-12;

/**
 * The law of the spectrum of `model`'s Hessian as samples and features grow in proportion. Its parts are worked out when
 * first asked for.
 *
 * @throws ModelError for a combination of loss and response that has no law; its methods throw ConvergenceError.
 */
export function limitingLaw(model: Model): Law {
  return assembledLaw(model);
}

/** `limitingLaw`, with what the parts of the law are made of; `curvature` if it is known already. */
export function assembledLaw(model: Model, curvature?: CurvatureLaw): AssembledLaw {
  return resolved(model, (geometry, coarser) => {
    if (model.minimizer) return fittedLaw(model, model.minimizer, geometry, coarser);
    return new AssembledLaw(curvature ?? curvatureLaw(model, geometry), geometry, model.aspectRatio, coarser);
  });
}

/**
 * The law of the Hessian of a fresh sample, at the w that was fitted on another one of the same size: the law at a fixed w
 * with the minimizer's |w|^2, its products with wStar and mean, and its intercept.
 *
 * @throws ModelError for a model whose w is not fitted; else as `limitingLaw`
 */
export function freshSampleLaw(model: Model): Law {
  const { minimizer } = model;
  if (minimizer === null) throw new ModelError('freshSampleLaw: model', 'a w that is fitted', 'a fixed one');
  return resolved(model, (vectors, coarser) => {
    const { geometry, intercept } = fitModel(model, minimizer, vectors);
    return new AssembledLaw(curvatureLaw({ ...model, intercept }, geometry), geometry, model.aspectRatio, coarser);
  });
}

function resolved(
  model: Model,
  lawWith: (geometry: SignalGeometry, coarser?: AssembledLaw) => AssembledLaw,
): AssembledLaw {
  const lawOf = (nodes?: number, coarser?: AssembledLaw) => lawWith(signalGeometry(model, nodes), coarser);
  const isLimit = model.features === null && isContinuous(model.covariance);
  return isLimit ? resolveSpectrum(lawOf, model.aspectRatio) : lawOf();
}

function fittedLaw(model: Model, minimizer: Minimizer, vectors: SignalGeometry, coarser?: AssembledLaw): AssembledLaw {
  const fitted = fitModel(model, minimizer, vectors);
  return new AssembledLaw(fitted.curvature, fitted.geometry, model.aspectRatio, coarser, fitted);
}

/** The law of any curvature: what `limitingLaw` makes of a model. */
export class AssembledLaw implements Law {
  readonly atomAtZero: number;
  readonly curve: SpectralCurve;
  readonly #solver: StieltjesSolver;
  #found: Support | null = null;
  #outliers: readonly Outlier[] | null = null;
  #distribution: LawDistribution | null = null;
  /** The last densities worked out in each bulk, from which the next ones start. */
  readonly #trails = new Map<Bulk, Trail>();

  constructor(
    readonly curvature: CurvatureLaw,
    geometry: SignalGeometry,
    readonly aspectRatio: number,
    /** The same law with half the nodes for a continuous spectrum of C: the difference is part of every error. */
    readonly coarser?: AssembledLaw,
    private readonly fitted: Pick<MinimizerLaw, 'state'> | null = null,
  ) {
    this.curve = new SpectralCurve(distinctAtoms(geometry.atoms), aspectRatio, curvature);
    this.#solver = new StieltjesSolver(curvature, this.curve.atoms, aspectRatio);
    this.atomAtZero = atomAtZero(curvature, aspectRatio);
  }

  get minimizer(): MinimizerState | null {
    return this.fitted === null ? null : this.fitted.state;
  }

  get bulks(): readonly Bulk[] {
    return this.structure.bulks;
  }

  get support(): readonly (readonly [number | null, number | null])[] {
    return this.bulks.map(({ left, right }) => [left.location, right.location]);
  }

  get outliers(): readonly Outlier[] {
    if (this.#outliers === null) {
      const found = findOutliers(this.curve, this.structure);
      const coarser = this.coarser?.outliers;
      this.#outliers = coarser ? alignmentsWithChange(withChange(found, coarser), coarser) : found;
    }
    return this.#outliers;
  }

  get massCheck(): MassCheck {
    const { total, integrals } = this.#cumulative;
    return { bulks: integrals, total, error: Math.abs(total - 1) };
  }

  get supportCheck(): SupportCheck {
    return checkSupport(this.bulks, this.atomAtZero);
  }

  density(x: number): number {
    const found = this.#solveDensity(x);
    return 'm' in found ? found.m.im / Math.PI : found.density;
  }

  densityAt(x: number): DensityValue {
    const found = this.#solveDensity(x);
    const { coarser } = this;
    const density = 'm' in found ? found.m.im / Math.PI : found.density;
    const { residual, iterations } = found;
    return {
      ...{ x, density, residual, iterations },
      get error() {
        const error = 'm' in found ? found.imaginaryError / Math.PI : found.error;
        return coarser ? error + Math.abs(density - coarser.density(x)) : error;
      },
    };
  }

  /** m on the real line inside a bulk; the density where that is not resolved, or zero. */
  #solveDensity(x: number): StieltjesPoint | DensityValue {
    const bulk = this.bulks.find((candidate) => isInside(candidate, x));
    if (!bulk) return { x, density: 0, error: 0, residual: 0, iterations: 0 };
    const trail = this.#trails.get(bulk) ?? new Trail();
    this.#trails.set(bulk, trail);
    try {
      const point = this.#solver.solve({ re: x, im: 0 }, trail.predict(x));
      trail.add(x, point);
      return point;
    } catch (error) {
      return this.#densityFromAbove(x, error);
    }
  }

  stieltjes(z: Complex): StieltjesValue {
    const value = this.#stieltjes(z);
    if (!this.coarser) return value;
    const { m } = this.coarser.stieltjes(z);
    return { ...value, error: value.error + Math.hypot(value.m.re - m.re, value.m.im - m.im) };
  }

  #stieltjes(z: Complex): StieltjesValue {
    if (!(z.im >= 0 && Number.isFinite(z.re) && Number.isFinite(z.im))) {
      throw new RangeError(`stieltjes: expected a finite z with Im z >= 0, got ${z.re} + ${z.im}i`);
    }
    const outside = z.im === 0 && !this.bulks.some((bulk) => isInside(bulk, z.re));
    if (outside) return this.#stieltjesOutside(z);
    const point = this.#solver.solve(z);
    const { delta, m, residual, iterations } = point;
    return {
      ...{ z, delta, m, residual, iterations },
      get error() {
        return point.error;
      },
    };
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

  cdfDeviation(x: number): number {
    const inside = this.bulks.some((bulk) => isInside(bulk, x));
    return inside ? cdfDeviation(this.curvature, this.aspectRatio, this.stieltjes({ re: x, im: 0 }).delta) : 0;
  }

  get moments(): readonly Moment[] {
    return lawMoments(this.curvature, this.curve.atoms, this.aspectRatio);
  }

  edgeShape(edge: Edge): EdgeShape | null {
    return edgeShape(this.curvature, this.curve.atoms, this.aspectRatio, edge);
  }

  outlierDeviation(outlier: Outlier): number | null {
    return outlierDeviation(this.curve, this.structure.stretches, outlier);
  }

  /** Bulks and the stretches between them. */
  get structure(): Support {
    if (this.#found === null) {
      const { stretches, bulks } = findSupport(this.curve);
      this.#found = { stretches, bulks: this.coarser ? bulksWithChange(bulks, this.coarser.bulks) : bulks };
    }
    return this.#found;
  }

  get #cumulative(): LawDistribution {
    this.#distribution ??= new LawDistribution(
      this.bulks.map((bulk) => {
        const densityError = (x: number) => this.densityAt(x).error;
        return new BulkDistribution(bulk, (x) => this.density(x), this.size, densityError);
      }),
      this.atomAtZero,
      () => this.curvature.expectation(() => 1).error,
    );
    return this.#distribution;
  }

  /** The law's size: its root mean square, or E|g| E[t] where it has none. */
  get size(): number {
    const { mean, secondMoment } = this.curvature;
    const moment = (power: number) =>
      this.curve.atoms.reduce((sum, { eigenvalue, weight }) => sum + weight * eigenvalue ** power, 0);
    const square = mean * mean * moment(2) + this.aspectRatio * secondMoment * moment(1) ** 2;
    return Number.isFinite(square) ? Math.sqrt(square) : Math.abs(mean) * moment(1);
  }

  /**
   * The density from just above the real line, where that is too far below the rest of m to be resolved on it: beside an
   * end softer than a square root. Without the atom's part, Im m is linear in Im z there.
   */
  #densityFromAbove(x: number, failure: unknown): DensityValue {
    if (!(failure instanceof ConvergenceError)) throw failure;
    const height = ABOVE * Math.max(Math.abs(x), TINY * this.size);
    const [near, far] = [height, 2 * height].map((im) => {
      const point = this.#solver.solve({ re: x, im });
      return { ...point, density: (point.m.im - (this.atomAtZero * im) / (x * x + im * im)) / Math.PI };
    });
    const density = Math.max(0, 2 * near.density - far.density);
    const error = Math.abs(far.density - near.density);
    if (!(error * Math.abs(x) <= SMALL)) throw failure;
    const { residual, iterations } = near;
    return { x, density: density * Math.abs(x) <= NEGLIGIBLE ? 0 : density, error, residual, iterations };
  }

  #stieltjesOutside(z: Complex): StieltjesValue {
    const stretch = this.structure.stretches.find(({ start, end }) => start.z <= z.re && z.re <= end.z);
    const atPole = stretch?.start.kind === 'zero' || stretch?.end.kind === 'zero' ? z.re === 0 : false;
    if (!stretch || atPole) throw new RangeError(`stieltjes: m has no finite value at z = ${z.re}`);
    const { point, iterations } = pointAt(this.curve, stretch, z.re);
    const { m, error, residual } = this.curve.resolve(point);
    return { z, delta: { re: point.delta, im: 0 }, m: { re: m, im: 0 }, residual, iterations, error };
  }
}

function isInside({ left, right }: Bulk, x: number): boolean {
  return x > (left.location ?? Number.NEGATIVE_INFINITY) && x < (right.location ?? Number.POSITIVE_INFINITY);
}

/** Errors grown by what half the nodes change; infinite where there is nothing to compare with. */
function withChange<T extends { readonly location: number | null; readonly error: number }>(
  values: readonly T[],
  coarser: readonly T[] | undefined,
): readonly T[] {
  if (!coarser) return values;
  return values.map((value, k) => {
    const change =
      coarser.length === values.length ? Math.abs((value.location ?? 0) - (coarser[k].location ?? 0)) : Infinity;
    return { ...value, error: value.error + change };
  });
}

/** The same for alignments, after `withChange`. */
function alignmentsWithChange(outliers: readonly Outlier[], coarser: readonly Outlier[]): readonly Outlier[] {
  return outliers.map((outlier, k) => {
    const other = coarser.length === outliers.length ? coarser[k].alignment : null;
    const grown = SIGNALS.filter((signal) => outlier.alignment[signal] !== undefined).map((signal) => {
      const change = other ? Math.abs((outlier.alignment[signal] ?? 0) - (other[signal] ?? 0)) : Infinity;
      return [signal, (outlier.alignmentError[signal] ?? 0) + change];
    });
    return { ...outlier, alignmentError: Object.fromEntries(grown) };
  });
}

function bulksWithChange(bulks: readonly Bulk[], coarser: readonly Bulk[]): readonly Bulk[] {
  const edges = (of: readonly Bulk[]) => of.flatMap(({ left, right }) => [left, right]);
  const changed = withChange(edges(bulks), edges(coarser));
  return bulks.map((bulk, k) => ({ ...bulk, left: changed[2 * k], right: changed[2 * k + 1] }));
}
