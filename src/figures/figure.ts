/** A figure of the paper, as it is made: pictures, the numbers behind them, and a verdict. */

import type { Verdict } from './check';

export interface MakeOptions {
  readonly seed: number;
  /** A quarter of the size, and few trials: to see that all is well, in seconds. */
  readonly quick: boolean;
  readonly signal?: AbortSignal;
  /** With the share of the figure that is done. */
  readonly onProgress?: (share: number) => void;
}

export interface MadeFigure {
  readonly svg: string;
  /** JSON. */
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
}

export interface FigureRecipe {
  /** `1a`, as in the paper. */
  readonly id: string;
  readonly title: string;
  make(options: MakeOptions): Promise<MadeFigure>;
}
