/** What a fit is to minimize. */

import type { CatalogueLoss } from '../../model/losses';
import type { RowSource } from '../../rows/row-source';

/** argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2. */
export interface FitTask {
  readonly source: RowSource;
  /** n numbers. */
  readonly labels: Float64Array;
  readonly loss: CatalogueLoss;
  readonly ridge: number;
  readonly intercept: boolean;
}
