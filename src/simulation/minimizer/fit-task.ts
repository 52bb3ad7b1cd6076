/** What a fit is to minimize. */

import type { RowSource } from '../../dataset/row-source';
import type { CatalogueLoss } from '../../loss-slope';

/** argmin (1/n) sum_i l(y_i, w . x_i + intercept) + (ridge / 2) |w|^2. */
export interface FitTask {
  readonly source: RowSource;
  /** n numbers. */
  readonly labels: Float64Array;
  readonly loss: CatalogueLoss;
  readonly ridge: number;
  readonly intercept: boolean;
}
