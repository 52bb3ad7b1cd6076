/** The limiting law as a distribution: its bulks and its atom at zero together. */

import type { Estimate } from '../../numerics/estimate';
import type { Law, MassCheck } from '../law';
import { BulkDistribution } from './bulk-distribution';

export class LawDistribution {
  readonly #bulks: readonly BulkDistribution[];
  readonly #atomAtZero: number;
  readonly #massError: () => number;

  /** `size`: of the law. `massError`: the estimated absolute error of the bulks' masses. */
  constructor(law: Pick<Law, 'bulks' | 'atomAtZero' | 'density' | 'densityAt'>, size: number, massError: () => number) {
    const density = (x: number) => law.density(x);
    const densityError = (x: number) => law.densityAt(x).error;
    this.#bulks = law.bulks.map((bulk) => new BulkDistribution(bulk, density, size, densityError));
    this.#atomAtZero = law.atomAtZero;
    this.#massError = massError;
  }

  get massCheck(): MassCheck {
    const bulks = this.#bulks.map(({ integral }) => integral);
    const total = bulks.reduce((sum, integral) => sum + integral, this.#atomAtZero);
    return { bulks, total, error: Math.abs(total - 1) };
  }

  /** Mass on (-infinity, x]. */
  cdf(x: number): number {
    return this.#continuous(x) + (x >= 0 ? this.#atomAtZero : 0);
  }

  cdfEstimate(x: number): Estimate {
    const value = this.cdf(x);
    if (value === 0 || this.#isAll(x)) return { value, error: 0 };
    return { value, error: this.#bulks.reduce((sum, bulk) => sum + bulk.errorAt(x), this.#massError()) };
  }

  /** Its error is the distance to the furthest quantile that the distribution function's error leaves open. */
  quantileEstimate(probability: number): Estimate {
    const value = this.quantile(probability);
    const { error } = this.cdfEstimate(value);
    const [low, high] = [Math.max(0, probability - error), Math.min(1, probability + error)].map((p) =>
      this.quantile(p),
    );
    // At an end of the support the error is that of the edge.
    const ends = this.#bulks.flatMap(({ bulk }) => [bulk.left, bulk.right]);
    const edge = ends.find(({ location }) => location === value)?.error ?? 0;
    return { value, error: Math.max(value - low, high - value, edge) + 4 * Number.EPSILON * Math.abs(value) };
  }

  /** The smallest x with cdf(x) >= probability, which must be from 0 to 1. */
  quantile(probability: number): number {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`quantile: expected a probability from 0 to 1, got ${probability}`);
    }
    if (this.#atomAtZero === 0) return this.#continuousQuantile(probability);
    const below = this.#continuous(0);
    if (probability > below && probability <= below + this.#atomAtZero) return 0;
    return this.#continuousQuantile(probability <= below ? probability : probability - this.#atomAtZero);
  }

  /** The mean of f; it throws ConvergenceError where that diverges. */
  integrate(f: (x: number) => number): Estimate {
    let value = this.#atomAtZero > 0 ? this.#atomAtZero * f(0) : 0;
    let error = 0;
    for (const bulk of this.#bulks) {
      const part = bulk.integrate(f);
      value += part.value;
      error += part.error;
    }
    return { value, error: error + Number.EPSILON * Math.abs(value) };
  }

  /** Whether nothing lies beyond x. */
  #isAll(x: number): boolean {
    return this.#bulks.every(({ bulk }) => bulk.right.location !== null && x >= bulk.right.location) && x >= 0;
  }

  #continuous(x: number): number {
    return this.#bulks.reduce((sum, bulk) => sum + bulk.at(x), 0);
  }

  #continuousQuantile(mass: number): number {
    let rest = mass;
    for (const [k, bulk] of this.#bulks.entries()) {
      if (rest <= bulk.bulk.mass || k === this.#bulks.length - 1) return bulk.quantile(rest);
      rest -= bulk.bulk.mass;
    }
    return 0;
  }
}
