/** The Marchenko-Pastur law, shifted and scaled: what people compare a Hessian's spectrum with by eye. */

export interface MarchenkoPastur {
  readonly aspectRatio: number;
  /** x = shift + scale * (a Marchenko-Pastur variable of unit variance). */
  readonly shift: number;
  readonly scale: number;
  /** Ends of the continuous part. */
  readonly support: readonly [number, number];
  density(x: number): number;
  /** Of the continuous part alone, normalized to 1. */
  cdf(x: number): number;
}
