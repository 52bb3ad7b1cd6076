/** A subject on the scale u = log10 of the eigenvalue: spectra of real features often span many decades. */

import type { Bulk, Edge } from '../law/law';
import type { Subject } from './scene';

/** The largest eigenvalue is this many times the median from which on only logarithms show both. */
const WIDE = 30;
/** Each large eigenvalue of C may have a bulk of its own. */
const FEWEST = 30;

/** Whether all eigenvalues, zeros apart, are positive, and far apart. */
export function isWide(eigenvalues: Float64Array): boolean {
  const median = eigenvalues[Math.floor(eigenvalues.length / 2)];
  return eigenvalues[0] > 0 && eigenvalues[eigenvalues.length - 1] > WIDE * median;
}

/**
 * The density is that of u, of the law without its atom at zero.
 * @param subject one with positive eigenvalues
 */
export function logarithmic({ law, trials, outliers }: Subject): Subject {
  const bulks = law.bulks.map((bulk) => ({ ...bulk, left: onScale(bulk.left), right: onScale(bulk.right) }));
  return {
    law: {
      bulks,
      support: bulks.map(({ left, right }: Bulk) => [left.location, right.location] as const),
      atomAtZero: 0,
      density: (u) => (Math.LN10 * 10 ** u * law.density(10 ** u)) / (1 - law.atomAtZero),
    },
    trials: trials.map(({ eigenvalues }) => ({ eigenvalues: eigenvalues.map(Math.log10) })),
    outliers: outliers.map(({ predicted, location }) => ({
      predicted: { location: Math.log10(predicted.location) },
      location: Math.log10(location),
    })),
    marchenkoPastur: null,
    fresh: null,
    fewest: FEWEST,
  };
}

/** On this scale zero is no end. */
function onScale(edge: Edge): Edge {
  return { ...edge, location: edge.location !== null && edge.location > 0 ? Math.log10(edge.location) : null };
}
