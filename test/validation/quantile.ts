import type { Law } from '../../src/law/law';

/** x with cdf(x) = share, by bisection. */
export function quantile(law: Law, share: number): number {
  let [low, high] = [-1, 1];
  while (law.cdf(low) > share) low *= 2;
  while (law.cdf(high) < share) high *= 2;
  for (let step = 0; step < 45; step++) {
    const middle = (low + high) / 2;
    if (law.cdf(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
