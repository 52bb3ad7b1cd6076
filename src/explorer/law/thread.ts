/** The law's threads: what the page asks of them, and what it gets, numbers alone, since a worker cannot hand over functions. */

import type { Bulk, Law, Outlier } from '../../law/law';
import type { Point } from '../../plot/curve';
import type { Range } from '../../plot/window';
import { Remote } from '../base/calls';
import type { ModelText } from '../state/model-text';

export interface LawQuestion {
  readonly model: ModelText;
  /** The range of eigenvalues to draw; null for the bulks with their margins. */
  readonly window: Range | null;
}

export interface LawAnswer extends Pick<Law, 'aspectRatio' | 'atomAtZero'> {
  readonly bulks: readonly Bulk[];
  readonly outliers: readonly Outlier[];
  /** Where unbounded ends are cut off, since little is left there. */
  readonly tails: Range;
  /** What is worth seeing: the bulks up to there, and the outliers. */
  readonly window: Range;
  /** One for each bulk. */
  readonly curves: readonly (readonly Point[])[];
}

export const lawThread = new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
/** A second one for what takes long, so that sliders never wait for it. */
export const slowLawThread = new Remote(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

/** Milliseconds that a law may take. */
export const LAW_TIME_LIMIT = 30_000;
/** A function of the user's own may never return. */
export const OWN_LAW_TIME_LIMIT = 12_000;
