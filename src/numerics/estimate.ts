/** A number worked out numerically. */
export interface Estimate {
  readonly value: number;
  /** Estimated absolute error. */
  readonly error: number;
}
