/**
 * Spectral initialization as pictures: squared cosine with wStar against p / n, a curve and dots for each preprocessing;
 * and how often descent finds wStar, rates against n / p, from spectral and from random starts.
 */

import { type RecoveryCell, STARTS, STUDIED } from '../initialization/recovery-study';
import type { SimulatedInitialization } from '../initialization/simulated-initialization';
import type { Model } from '../model/model';
import { formatCount, formatShort } from '../words/format';
import { describeResponse } from '../words/model-words';
import type { FigureOptions } from './frame';
import { modelOrNull, reportMetadataOf } from './metadata';
import { renderSeries } from './series-figure';
import { ERRORS } from './style';

/** The size is 720 x 480 by default. */
type SeriesOptions = Omit<FigureOptions, 'title'>;

export interface InitializationSeries {
  readonly label: string;
  /** The p / n below which wStar is found; null for none. */
  readonly threshold: number | null;
  readonly curve: readonly { readonly ratio: number; readonly alignment: number }[];
  readonly points: readonly {
    readonly ratio: number;
    readonly alignment: number;
    readonly simulated: SimulatedInitialization | null;
  }[];
}

export interface InitializationChart {
  readonly model: Model;
  readonly seed: number;
  readonly weakRecoveryThreshold: number;
  readonly series: readonly InitializationSeries[];
}

const TITLE = 'Spectral initialization: what the extreme eigenvector knows of w*';

/** The SVG text. */
export function renderInitialization(chart: InitializationChart, options: SeriesOptions = {}): Promise<string> {
  const { model, ...numbers } = chart;
  const series = chart.series.map(({ label, threshold, curve, points }) => ({
    label,
    threshold,
    curve: curve.map(({ ratio, alignment }) => ({ x: ratio, y: alignment })),
    dots: points.flatMap(({ ratio, simulated }) => (simulated ? [{ x: ratio, ...simulated.alignment }] : [])),
  }));
  const picture = {
    ...{ title: TITLE, subtitle: subtitleOf(chart), summary: summaryOf(chart), series },
    axes: ['p/n', 'cos² with w*'] as const,
    metadata: reportMetadataOf({ model: modelOrNull(model), ...numbers }, TITLE),
  };
  return renderSeries(picture, options);
}

function subtitleOf({ model, series, weakRecoveryThreshold }: InitializationChart): string {
  const [simulated] = series.flatMap(({ points }) => points.flatMap((point) => point.simulated ?? []));
  const effort = simulated
    ? [`p = ${simulated.features}, ${formatCount(simulated.trials, 'trial')}, bars ± ${ERRORS} standard errors`]
    : [];
  const limit = `nothing works beyond p/n = ${formatShort(weakRecoveryThreshold, 5)}`;
  return [describeResponse(model.response), limit, ...effort].join('; ');
}

/** The picture in words, for those who cannot see it. */
function summaryOf({ model, series }: InitializationChart): string {
  const words = series.map(({ label, threshold }) =>
    threshold === null ? `${label} finds nothing` : `${label} up to p/n = ${formatShort(threshold, 5)}`,
  );
  return `Squared cosine of the extreme eigenvector with w*, against p/n. ${describeResponse(model.response)}: ${words.join('; ')}.`;
}

export interface RecoveryChart {
  readonly features: number;
  readonly trials: number;
  readonly seed: number;
  readonly cells: readonly RecoveryCell[];
}

const RECOVERY_TITLE = 'How often descent finds w*, from a spectral and from a random start';

/** The SVG text. */
export function renderRecovery(chart: RecoveryChart, options: SeriesOptions = {}): Promise<string> {
  const { features, trials, cells } = chart;
  const problems = [...new Set(cells.map(({ problem }) => problem))];
  const series = problems.flatMap((problem) =>
    STARTS.map((start) => {
      const own = cells.filter((cell) => cell.problem === problem && cell.start === start);
      return {
        label: `${STUDIED[problem].title}, ${start} start`,
        curve: own.map(({ ratio, rate }) => ({ x: ratio, y: rate })),
        dots: own.map(({ ratio, rate, standardError }) => ({ x: ratio, mean: rate, standardError })),
        threshold: null,
      };
    }),
  );
  const picture = {
    ...{ title: RECOVERY_TITLE, summary: recoverySummary(cells), series },
    subtitle: `p = ${features}, ${trials} samples at each n/p, bars ± ${ERRORS} standard errors`,
    axes: ['n/p', 'success rate'] as const,
    metadata: reportMetadataOf(chart, RECOVERY_TITLE),
  };
  return renderSeries(picture, options);
}

/** The picture in words, for those who cannot see it. */
function recoverySummary(cells: readonly RecoveryCell[]): string {
  const words = cells.map(
    ({ problem, start, ratio, rate }) =>
      `${problem}, ${start} start, n/p = ${formatShort(ratio)}: ${formatShort(rate, 3)}`,
  );
  return `Rates of success. ${words.join('; ')}.`;
}
