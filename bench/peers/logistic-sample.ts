/** A sample of the logistic model as arrays of rows, for peers that take such. */

import type { FastRandom } from '../../test/reference/fast-random';
import type { TrialInput } from '../inputs';

export function drawLogistic({ samples, features, mean, w }: TrialInput, random: FastRandom) {
  const rows: number[][] = [];
  const g: number[] = [];
  for (let i = 0; i < samples; i++) {
    const row = new Array<number>(features);
    let h = 0;
    for (let j = 0; j < features; j++) {
      row[j] = mean[j] + random.normal();
      h += w[j] * row[j];
    }
    rows.push(row);
    g.push(1 / (4 * Math.cosh(h / 2) ** 2));
  }
  return { rows, g };
}
