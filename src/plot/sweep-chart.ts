/** What a picture of a sweep shows, as data: one quantity in each cell, along one axis or two. */

export interface ChartAxis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
}

export interface ChartPoint {
  readonly x: number;
  /** The second axis; 0 where there is one alone. */
  readonly y: number;
  /** Mean over trials. */
  readonly mean: number;
  readonly standardError: number | null;
  readonly predicted: number | null;
  /** Index into `families`; 0 where there are none. */
  readonly family: number;
}

/** The law between the points; null interrupts it. */
export interface CurvePoint {
  readonly x: number;
  readonly predicted: number | null;
  readonly family: number;
}

export interface SweepChart {
  readonly title: string;
  readonly subtitle: string;
  /** The quantity's name in words. */
  readonly quantity: string;
  readonly axes: readonly ChartAxis[];
  /** The values of an axis that is not of numbers, in words, each with a curve of its own; none for a chart of two axes. */
  readonly families: readonly string[];
  readonly points: readonly ChartPoint[];
  /** For a chart of one axis, ascending within each family. */
  readonly curve: readonly CurvePoint[];
  /** What it takes to compute it again. */
  readonly metadata: unknown;
}
