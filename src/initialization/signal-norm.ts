/** |wStar| from the labels alone, for features N(0, I): what their mean, or mean square, says. */

import { ModelError } from '../errors';
import type { Response } from '../model/model';
import { gaussianRule } from '../numerics/panels';
import { findRoot } from '../numerics/roots';

/**
 * Null where the labels say nothing of it: their law is the same for every |wStar|, or the response is a function.
 * @throws ModelError for labels that the response cannot give on average
 */
export function signalNorm(response: Response, labels: Float64Array): number | null {
  const average = (f: (y: number) => number) => labels.reduce((sum, y) => sum + f(y), 0) / labels.length;
  const first = () =>
    positive(
      'mean',
      average((y) => y),
    );
  switch (response.kind) {
    case 'phase-retrieval':
      return Math.sqrt(first());
    case 'amplitude':
      return first() * Math.sqrt(Math.PI / 2);
    case 'relu':
      return first() * Math.sqrt(2 * Math.PI);
    case 'linear':
      return Math.sqrt(positive('mean square beyond the noise', average((y) => y * y) - response.noise ** 2));
    case 'poisson':
      // E exp(|wStar| s) = exp(|wStar|^2 / 2).
      return Math.sqrt(2 * Math.log(1 + positive('mean beyond 1', average((y) => y) - 1)));
    case 'tanh':
      return normOfTanh(positive('mean square beyond the noise', average((y) => y * y) - response.noise ** 2));
    default:
      return null;
  }
}

function positive(name: string, value: number): number {
  if (value > 0) return value;
  throw new ModelError('labels', `a ${name} above 0, as the response has`, value);
}

/** E tanh(norm s)^2 = square. */
function normOfTanh(square: number): number {
  const rule = gaussianRule();
  const excess = (norm: number) => rule.reduce((sum, [s, mass]) => sum + mass * Math.tanh(norm * s) ** 2, 0) - square;
  let high = 1;
  while (high < LONGEST && excess(high) < 0) high *= 2;
  if (excess(high) < 0) throw new ModelError('labels', 'a mean square beyond the noise below 1, as tanh has', square);
  return findRoot(excess, { a: 0, fa: -square, b: high, fb: excess(high) }, 1e-12).x;
}

const LONGEST = 2 ** 20;
