/** How often descent finds wStar, as a picture: rates against n / p, from spectral and from random starts. */

import { type RecoveryCell, STARTS, STUDIED } from '../initialization/recovery-study';
import { formatShort } from '../words/format';
import { reportMetadataOf } from './metadata';
import { BARS, renderSeries, type SeriesFigureOptions } from './series-figure';

export interface RecoveryChart {
  readonly features: number;
  readonly trials: number;
  readonly seed: number;
  readonly cells: readonly RecoveryCell[];
}

const TITLE = 'How often descent finds w*, from a spectral and from a random start';

/** The SVG text. */
export function renderRecovery(chart: RecoveryChart, options: SeriesFigureOptions = {}): Promise<string> {
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
    ...{ title: TITLE, summary: summaryOf(cells), series },
    subtitle: `p = ${features}, ${trials} samples at each n/p, bars ± ${BARS} standard errors`,
    axes: ['n/p', 'success rate'] as const,
    metadata: reportMetadataOf(chart, TITLE),
  };
  return renderSeries(picture, options);
}

/** For those who cannot see the picture. */
function summaryOf(cells: readonly RecoveryCell[]): string {
  const words = cells.map(
    ({ problem, start, ratio, rate }) =>
      `${problem}, ${start} start, n/p = ${formatShort(ratio)}: ${formatShort(rate, 3)}`,
  );
  return `Rates of success. ${words.join('; ')}.`;
}
