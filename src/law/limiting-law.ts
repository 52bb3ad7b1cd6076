/** The limiting law of a model's Hessian spectrum, put together: see the files of this folder for its parts. */

import { ConvergenceError } from '../errors';
import { type SignalGeometry, signalGeometry } from '../geometry';
import type { Model } from '../model';
import { BulkDistribution } from './cdf';
import { curvatureLaw } from './curvature/builder';
import type { Complex, CurvatureLaw } from './curvature-law';
import { densityAt } from './density';
import type { Bulk, DensityValue, Law, MassCheck, Outlier, StieltjesValue } from './law';
import { findOutliers } from './outliers';
import { distinctAtoms, SpectralCurve } from './spectral-curve';
import { solveStieltjes } from './stieltjes';
import { pointAt } from './stretch';
import { atomAtZero, findSupport, type Support } from './support';
import { Trail } from './trail';

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
  const geometry = signalGeometry(model);
  return new AssembledLaw(curvature ?? curvatureLaw(model, geometry), geometry, model.aspectRatio);
}

/** The law of any curvature: what `limitingLaw` makes of a model. */
export class AssembledLaw implements Law {
  readonly atomAtZero: number;
  readonly curve: SpectralCurve;
  #found: Support | null = null;
  #outliers: readonly Outlier[] | null = null;
  #distributions: readonly BulkDistribution[] | null = null;
  /** The last densities worked out in each bulk, from which the next ones start. */
  readonly #trails = new Map<Bulk, Trail>();

  constructor(
    readonly curvature: CurvatureLaw,
    geometry: SignalGeometry,
    readonly aspectRatio: number,
  ) {
    this.curve = new SpectralCurve(distinctAtoms(geometry.atoms), aspectRatio, curvature);
    this.atomAtZero = atomAtZero(curvature, aspectRatio);
  }

  get bulks(): readonly Bulk[] {
    return this.structure.bulks;
  }

  get support(): readonly (readonly [number | null, number | null])[] {
    return this.bulks.map(({ left, right }) => [left.location, right.location]);
  }

  get outliers(): readonly Outlier[] {
    this.#outliers ??= findOutliers(this.curve, this.structure);
    return this.#outliers;
  }

  get massCheck(): MassCheck {
    const integrated = this.#cumulative.reduce((sum, { integral }) => sum + integral, 0);
    return { total: integrated + this.atomAtZero, error: Math.abs(integrated + this.atomAtZero - 1) };
  }

  density(x: number): number {
    return this.densityAt(x).density;
  }

  densityAt(x: number): DensityValue {
    const bulk = this.bulks.find((candidate) => isInside(candidate, x));
    if (!bulk) return { x, density: 0, error: 0, residual: 0, iterations: 0 };
    const trail = this.#trails.get(bulk) ?? new Trail();
    this.#trails.set(bulk, trail);
    try {
      const point = densityAt(this.curvature, this.curve.atoms, this.aspectRatio, x, trail.predict(x));
      trail.add(point);
      return point;
    } catch (error) {
      return this.#densityFromAbove(x, error);
    }
  }

  stieltjes(z: Complex): StieltjesValue {
    if (!(z.im >= 0 && Number.isFinite(z.re) && Number.isFinite(z.im))) {
      throw new RangeError(`stieltjes: expected a finite z with Im z >= 0, got ${z.re} + ${z.im}i`);
    }
    const outside = z.im === 0 && !this.bulks.some((bulk) => isInside(bulk, z.re));
    return outside ? this.#stieltjesOutside(z) : solveStieltjes(this.curvature, this.curve.atoms, this.aspectRatio, z);
  }

  cdf(x: number): number {
    const bulks = this.#cumulative.reduce((sum, distribution) => sum + distribution.at(x), 0);
    return bulks + (x >= 0 ? this.atomAtZero : 0);
  }

  /** Bulks and the stretches between them. */
  get structure(): Support {
    this.#found ??= findSupport(this.curve);
    return this.#found;
  }

  get #cumulative(): readonly BulkDistribution[] {
    this.#distributions ??= this.bulks.map((bulk) => new BulkDistribution(bulk, (x) => this.density(x), this.#size));
    return this.#distributions;
  }

  /** The root mean square of the law, or E|g| E[t] where it has none. */
  get #size(): number {
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
    const height = ABOVE * Math.max(Math.abs(x), TINY * this.#size);
    const [near, far] = [height, 2 * height].map((im) => {
      const point = solveStieltjes(this.curvature, this.curve.atoms, this.aspectRatio, { re: x, im });
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
