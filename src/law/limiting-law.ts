/** The limiting law of a model's Hessian spectrum, put together: see the files of this folder for its parts. */

import { ConvergenceError } from '../errors';
import { type SignalGeometry, signalGeometry } from '../geometry';
import type { Model } from '../model';
import { BulkDistribution } from './cdf';
import { curvatureLaw } from './curvature/builder';
import type { Complex, CurvatureLaw } from './curvature-law';
import { type DensityPoint, densityAt } from './density';
import type { Bulk, DensityValue, Law, MassCheck, Outlier, StieltjesValue } from './law';
import { findOutliers } from './outliers';
import { distinctAtoms, SpectralCurve } from './spectral-curve';
import { solveStieltjes } from './stieltjes';
import { pointAt } from './stretch';
import { atomAtZero, findSupport, type Support } from './support';

/** How far above x, relative to it, Im m bounds a density too small to be resolved. */
const ABOVE = 1e-10;
/** Density, in units of the law's size, up to which such a bound is good enough, and up to which it is zero. */
const SMALL = 1e-3;
const NEGLIGIBLE = 1e-9;

/**
 * The law of the spectrum of `model`'s Hessian as samples and features grow in proportion. Its parts are worked out when
 * first asked for.
 *
 * @throws ModelError for a combination of loss and response that has no law; its methods throw ConvergenceError.
 */
export function limitingLaw(model: Model): Law {
  const geometry = signalGeometry(model);
  return new AssembledLaw(curvatureLaw(model, geometry), geometry, model.aspectRatio);
}

/** The law of any curvature: what `limitingLaw` makes of a model. */
export class AssembledLaw implements Law {
  readonly atomAtZero: number;
  readonly #curve: SpectralCurve;
  #found: Support | null = null;
  #outliers: readonly Outlier[] | null = null;
  #distributions: readonly BulkDistribution[] | null = null;
  /** The last density worked out in each bulk, from which its neighbors start. */
  readonly #neighbors = new Map<Bulk, DensityPoint>();

  constructor(
    readonly curvature: CurvatureLaw,
    geometry: SignalGeometry,
    readonly aspectRatio: number,
  ) {
    this.#curve = new SpectralCurve(distinctAtoms(geometry.atoms), aspectRatio, curvature);
    this.atomAtZero = atomAtZero(curvature, aspectRatio);
  }

  get bulks(): readonly Bulk[] {
    return this.#support.bulks;
  }

  get support(): readonly (readonly [number | null, number | null])[] {
    return this.bulks.map(({ left, right }) => [left.location, right.location]);
  }

  get outliers(): readonly Outlier[] {
    this.#outliers ??= findOutliers(this.#curve, this.#support);
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
    try {
      const point = densityAt(this.curvature, this.#curve.atoms, this.aspectRatio, x, this.#neighbors.get(bulk));
      this.#neighbors.set(bulk, point);
      return point;
    } catch (error) {
      return this.#smallDensity(x, error);
    }
  }

  stieltjes(z: Complex): StieltjesValue {
    if (!(z.im >= 0 && Number.isFinite(z.re) && Number.isFinite(z.im))) {
      throw new RangeError(`stieltjes: expected a finite z with Im z >= 0, got ${z.re} + ${z.im}i`);
    }
    const outside = z.im === 0 && !this.bulks.some((bulk) => isInside(bulk, z.re));
    return outside ? this.#stieltjesOutside(z) : solveStieltjes(this.curvature, this.#curve.atoms, this.aspectRatio, z);
  }

  cdf(x: number): number {
    const bulks = this.#cumulative.reduce((sum, distribution) => sum + distribution.at(x), 0);
    return bulks + (x >= 0 ? this.atomAtZero : 0);
  }

  get #support(): Support {
    this.#found ??= findSupport(this.#curve);
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
      this.#curve.atoms.reduce((sum, { eigenvalue, weight }) => sum + weight * eigenvalue ** power, 0);
    const square = mean * mean * moment(2) + this.aspectRatio * secondMoment * moment(1) ** 2;
    return Number.isFinite(square) ? Math.sqrt(square) : Math.abs(mean) * moment(1);
  }

  /**
   * Where a bulk ends more softly than with a square root, or almost ends inside, the density falls below what the real
   * line resolves. Im m just above x, without the atom's part, averages it over a neighborhood and bounds it.
   */
  #smallDensity(x: number, failure: unknown): DensityValue {
    if (!(failure instanceof ConvergenceError)) throw failure;
    const z = { re: x, im: ABOVE * Math.max(Math.abs(x), ABOVE * this.#size) };
    const { m, residual, iterations } = solveStieltjes(this.curvature, this.#curve.atoms, this.aspectRatio, z);
    const density = Math.max(0, m.im - (this.atomAtZero * z.im) / (x * x + z.im * z.im)) / Math.PI;
    if (!(density * this.#size <= SMALL)) throw failure;
    return { x, density: density * this.#size <= NEGLIGIBLE ? 0 : density, error: density, residual, iterations };
  }

  #stieltjesOutside(z: Complex): StieltjesValue {
    const stretch = this.#support.stretches.find(({ start, end }) => start.z <= z.re && z.re <= end.z);
    const atPole = stretch?.start.kind === 'zero' || stretch?.end.kind === 'zero' ? z.re === 0 : false;
    if (!stretch || atPole) throw new RangeError(`stieltjes: m has no finite value at z = ${z.re}`);
    const { point, iterations } = pointAt(this.#curve, stretch, z.re);
    const { m, error, residual } = this.#curve.resolve(point);
    return { z, delta: { re: point.delta, im: 0 }, m: { re: m, im: 0 }, residual, iterations, error };
  }
}

function isInside({ left, right }: Bulk, x: number): boolean {
  return x > (left.location ?? Number.NEGATIVE_INFINITY) && x < (right.location ?? Number.POSITIVE_INFINITY);
}
