/** What the limiting law of a model's Hessian says: the public shape of `limitingLaw(model)`. */

import type { Signal } from '../model';
import type { Complex, Estimate } from './curvature-law';
import type { EdgeShape } from './edge-shape';
import type { Moment } from './moments';

export interface Edge {
  /** The edge itself; null for an end that is not bounded. */
  readonly location: number | null;
  /** delta at the edge (null where unbounded, or where the bulk only touches zero). */
  readonly delta: number | null;
  /** |dz/ddelta| scaled by |delta / z| at the edge: zero at a regular edge. */
  readonly residual: number;
  /** Estimated absolute error of `location`. */
  readonly error: number;
}

/** A connected component of the support, without the atom at zero. */
export interface Bulk {
  readonly left: Edge;
  readonly right: Edge;
  /** Its mass, from the signs on the gaps beside it: exact, and independent of its density. */
  readonly mass: number;
}

export interface Outlier {
  readonly location: number;
  readonly side: 'left' | 'gap' | 'right';
  /** Squared cosine of the eigenvector with each signal that is not zero. */
  readonly alignment: Readonly<Partial<Record<Signal, number>>>;
  /** Estimated absolute error of `location`. */
  readonly error: number;
  /** |eigenvalue| at the location that should vanish: of the symmetric form of I + Lambda G0 (see pencil.ts). */
  readonly residual: number;
}

/** delta(z), m(z) and how they were reached. */
export interface StieltjesValue {
  readonly z: Complex;
  readonly delta: Complex;
  readonly m: Complex;
  /** |F(delta)| / |delta|. */
  readonly residual: number;
  readonly iterations: number;
  /** Estimated absolute error of m. */
  readonly error: number;
}

export interface DensityValue {
  readonly x: number;
  readonly density: number;
  /** Estimated absolute error of the density. */
  readonly error: number;
  readonly residual: number;
  readonly iterations: number;
}

export interface MassCheck {
  readonly total: number;
  /** |total - 1|. */
  readonly error: number;
}

export interface Law {
  readonly aspectRatio: number;
  /** Ascending. */
  readonly bulks: readonly Bulk[];
  /** The bulks' ends; null for an end that is not bounded. */
  readonly support: readonly (readonly [number | null, number | null])[];
  /** Mass of the law at exactly zero: max(0, 1 - P(g != 0) / c). */
  readonly atomAtZero: number;
  /** Ascending. */
  readonly outliers: readonly Outlier[];
  /** The density of the continuous part at x + i0; zero outside the support. */
  density(x: number): number;
  /** The density with its error, residual and iterations. */
  densityAt(x: number): DensityValue;
  /** delta and m at z, Im z > 0 (or real z outside the support). */
  stieltjes(z: Complex): StieltjesValue;
  /** Mass on (-infinity, x], the atom at zero included. */
  cdf(x: number): number;
  /** The smallest x with cdf(x) >= probability. */
  quantile(probability: number): number;
  /** sqrt(n) times the standard deviation of a spectrum's share below x, from the sampling of the curvatures alone. */
  cdfDeviation(x: number): number;
  /** The limit of (1/p) sum f(eigenvalue); throws ConvergenceError where it diverges. */
  integrate(f: (x: number) => number): Estimate;
  /** Of order 1 to 4, exactly from the moments of g and of C. */
  readonly moments: readonly Moment[];
  /** The density close to one of the edges, and how the edge moves; null where it is no square-root edge. */
  edgeShape(edge: Edge): EdgeShape | null;
  /** sqrt(n) times the standard deviation of an outlier's Gaussian fluctuation, or null where no theory gives it. */
  outlierDeviation(outlier: Outlier): number | null;
  /** The density's integral plus the atom at zero: one. Integrates all bulks when first read. */
  readonly massCheck: MassCheck;
}
