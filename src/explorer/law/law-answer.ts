/** The law as the page draws it: numbers alone, since a worker cannot hand over functions. */

import type { Bulk, Law, Outlier } from '../../law/law';
import type { Point } from '../../plot/curve';
import type { ModelText } from '../state/model-text';

export interface LawQuestion {
  readonly model: ModelText;
  /** The range of eigenvalues to draw; null for the bulks with their margins. */
  readonly window: readonly [number, number] | null;
}

export interface LawAnswer extends Pick<Law, 'aspectRatio' | 'atomAtZero' | 'supportCheck'> {
  readonly bulks: readonly Bulk[];
  readonly outliers: readonly Outlier[];
  /** What is worth seeing: the bulks, unbounded ends cut off where little is left, and the outliers. */
  readonly window: readonly [number, number];
  /** One for each bulk. */
  readonly curves: readonly (readonly Point[])[];
  /** That the worker took. */
  readonly milliseconds: number;
}
