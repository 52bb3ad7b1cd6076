/** Spectral initialization as a picture: squared cosine with wStar against p / n, a curve and dots for each preprocessing. */

import type { SimulatedInitialization } from '../initialization/simulated-initialization';
import type { Model } from '../model/model';
import { formatCount, formatShort } from '../words/format';
import { describeResponse } from '../words/model-words';
import { initializationMetadataOf } from './metadata';
import { BARS, renderSeries, type SeriesFigureOptions } from './series-figure';

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
export function renderInitialization(chart: InitializationChart, options: SeriesFigureOptions = {}): Promise<string> {
  const series = chart.series.map(({ label, threshold, curve, points }) => ({
    label,
    threshold,
    curve: curve.map(({ ratio, alignment }) => ({ x: ratio, y: alignment })),
    dots: points.flatMap(({ ratio, simulated }) => (simulated ? [{ x: ratio, ...simulated.alignment }] : [])),
  }));
  const picture = {
    ...{ title: TITLE, subtitle: subtitleOf(chart), summary: summaryOf(chart), series },
    axes: ['p/n', 'cos² with w*'] as const,
    metadata: initializationMetadataOf(chart, TITLE),
  };
  return renderSeries(picture, options);
}

function subtitleOf({ model, series, weakRecoveryThreshold }: InitializationChart): string {
  const [simulated] = series.flatMap(({ points }) => points.flatMap((point) => point.simulated ?? []));
  const effort = simulated
    ? [`p = ${simulated.features}, ${formatCount(simulated.trials, 'trial')}, bars ± ${BARS} standard errors`]
    : [];
  const limit = `nothing works beyond p/n = ${formatShort(weakRecoveryThreshold, 5)}`;
  return [describeResponse(model.response), limit, ...effort].join('; ');
}

/** For those who cannot see the picture. */
function summaryOf({ model, series }: InitializationChart): string {
  const words = series.map(({ label, threshold }) =>
    threshold === null ? `${label} finds nothing` : `${label} up to p/n = ${formatShort(threshold, 5)}`,
  );
  return `Squared cosine of the extreme eigenvector with w*, against p/n. ${describeResponse(model.response)}: ${words.join('; ')}.`;
}
