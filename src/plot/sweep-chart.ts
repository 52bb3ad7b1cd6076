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
}

export interface SweepChart {
  readonly title: string;
  readonly subtitle: string;
  /** The quantity's name in words. */
  readonly quantity: string;
  readonly axes: readonly ChartAxis[];
  readonly points: readonly ChartPoint[];
  /** The law between the points, for a chart of one axis; null interrupts it. */
  readonly curve: readonly { readonly x: number; readonly predicted: number | null }[];
  /** What it takes to compute it again. */
  readonly metadata: unknown;
}
