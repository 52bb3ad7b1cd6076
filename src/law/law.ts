/** What the limiting law of a model's Hessian says: the public shape of `limitingLaw(model)`. */

import type { Signal } from '../model/model';
import type { Complex } from '../numerics/complex';
import type { Estimate } from '../numerics/estimate';
import type { MinimizerState } from './minimizer/minimizer-law';

export interface Edge {
  /** The edge itself; null for an end that is not bounded. */
  readonly location: number | null;
  /** delta at the edge (null where unbounded, or where the bulk only touches zero). */
  readonly delta: number | null;
  /** |dz/ddelta| scaled by |delta / z| at the edge: zero at a regular edge. */
  readonly residual: number;
  /** Estimated absolute error of `location`. */
  readonly error: number;
  /**
   * 'regular': dz/ddelta = 0, where the density vanishes like a square root. 'hard': at zero, c = P(g != 0), where it may
   * diverge like 1 / sqrt|x|. 'soft': it vanishes faster than any square root (at zero: c > P(g != 0) and g comes as close to
   * 0 as it likes). 'unbounded': there is no edge.
   */
  readonly kind: 'regular' | 'hard' | 'soft' | 'unbounded';
  /** The certificate of a regular edge; null for other edges, and where the signs could not be told from rounding. */
  readonly certificate: EdgeCertificate | null;
}

/** dz/ddelta is positive outside of the support and negative inside: two points beside the edge, where the sign is certain. */
export interface EdgeCertificate {
  readonly outside: { readonly delta: number; readonly slope: number };
  readonly inside: { readonly delta: number; readonly slope: number };
}

/** A connected component of the support, without the atom at zero. */
export interface Bulk {
  readonly left: Edge;
  readonly right: Edge;
  /** Its mass, from the signs on the gaps beside it: exact, and independent of its density. */
  readonly mass: number;
  /** Whether one of its ends is zero itself: no gap, however small, keeps it away. */
  readonly touchesZero: boolean;
}

/** What is certain about the support. */
export interface SupportCheck {
  readonly bulks: number;
  /** Whether the support ends on the left, and on the right. */
  readonly bounded: { readonly left: boolean; readonly right: boolean };
  /** The masses of the bulks, each from signs beside it, and of the atom at zero: together one. */
  readonly mass: number;
  /** |mass - 1|. */
  readonly massError: number;
  /** Every regular edge has a certificate, every bulk a positive mass, and they add to one within 1e-9. */
  readonly certified: boolean;
}

export interface Outlier {
  readonly location: number;
  readonly side: 'left' | 'gap' | 'right';
  /** Squared cosine of the eigenvector with each signal that is not zero. */
  readonly alignment: Readonly<Partial<Record<Signal, number>>>;
  /** Estimated absolute error of `location`. */
  readonly error: number;
  /** Estimated absolute errors of `alignment`; infinite for outliers that coincide, whose eigenvectors are any basis. */
  readonly alignmentError: Readonly<Partial<Record<Signal, number>>>;
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
  /** The integral of the density over each bulk, to be held against its `mass`. */
  readonly bulks: readonly number[];
  readonly total: number;
  /** |total - 1|. */
  readonly error: number;
}

/** The law's moment of an order. */
export interface Moment {
  readonly order: number;
  readonly value: number;
  /** Estimated absolute error; infinite, as `value` may be, where the moment is. */
  readonly error: number;
}

/** A square-root edge close up: the density is (coefficient / pi) sqrt|x - edge|. */
export interface EdgeShape {
  readonly coefficient: number;
  /** sqrt(n) times the standard deviation of the edge of a sample's own curvatures; 0 where the law is of those. */
  readonly deviation: number;
}

export interface Law {
  readonly aspectRatio: number;
  /** The limits of the fitted w, where the model's w is fitted; else null. */
  readonly minimizer: MinimizerState | null;
  /** Ascending. */
  readonly bulks: readonly Bulk[];
  /** The bulks' ends; null for an end that is not bounded. */
  readonly support: readonly (readonly [number | null, number | null])[];
  /** Its count of bulks, their masses and edges, and how certain they are. */
  readonly supportCheck: SupportCheck;
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
  /** `cdf` with the error of the densities, of their integral, and of the edges. It throws ConvergenceError as `integrate` does. */
  cdfEstimate(x: number): Estimate;
  /** `quantile` with how far it may be off for the error of the distribution function there. */
  quantileEstimate(probability: number): Estimate;
  /** sqrt(n) times the standard deviation of a spectrum's share below x, from the sampling of the curvatures alone. */
  cdfDeviation(x: number): number;
  /** The limit of (1/p) sum f(eigenvalue); throws ConvergenceError where it diverges. */
  integrate(f: (x: number) => number): Estimate;
  /** The moments of order 1 to 4, exactly from those of g and of C. */
  readonly moments: readonly Moment[];
  /** The density close to one of the edges, and how the edge moves; null where it is no square-root edge. */
  edgeShape(edge: Edge): EdgeShape | null;
  /** sqrt(n) times the standard deviation of an outlier's Gaussian fluctuation, or null where no theory gives it. */
  outlierDeviation(outlier: Outlier): number | null;
  /** The density's integral plus the atom at zero: one. Integrates all bulks when first read. */
  readonly massCheck: MassCheck;
}
