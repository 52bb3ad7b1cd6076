/** A data set's spectrum as a picture: histogram of its Hessian's eigenvalues, density of the law, outliers explained or not. */

import type { DataComparison } from '../dataset/data-comparison';
import { causeWords, DATA_SIGNAL_NAMES, lawPhrases } from '../dataset/data-words';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';
import type { OutlierMark } from '../dataset/outlier-marks';
import { ModelError } from '../errors';
import { formatCosine, formatNumber } from '../format';
import { SIGNALS } from '../model';
import { type Annotation, atomAnnotation, footnotesOf, placedAnnotation } from './annotations';
import { dataMetadataOf } from './metadata';
import { type FigureOptions, paint } from './painting';
import { type Scene, sceneOf } from './scene';
import { stackPanels } from './stack';

/** Unexplained eigenvalues that get a label, at most: the farthest. */
const MOST_LABELS = 3;

/**
 * The SVG text; held-out rows have a panel of their own.
 * @throws ModelError for a spectrum without all eigenvalues, or without a law
 */
export async function renderDataFigure(spectrum: HessianSpectrum, options: FigureOptions = {}): Promise<string> {
  const { title = "Hessian eigenvalues of the data's loss, and their law" } = options;
  const main = await panelOf(spectrum, spectrum, { ...options, title });
  if (spectrum.heldOut === null) return main;
  const heldOut = await panelOf(spectrum, spectrum.heldOut, { ...options, title: 'Held-out rows at the same w' });
  return stackPanels(title, [{ svg: main }, { svg: heldOut }]);
}

function panelOf(
  spectrum: HessianSpectrum,
  rows: RowsSpectrum,
  options: FigureOptions & { readonly title: string },
): Promise<string> {
  const { comparison, eigenvalues } = rows;
  if (comparison === null || comparison.marchenkoPastur === null || eigenvalues === null) {
    throw new ModelError(
      'renderDataFigure: spectrum',
      'all eigenvalues, and a law',
      rows.lawReason ?? 'extremes alone',
    );
  }
  const { law, marks, marchenkoPastur } = comparison;
  const explained = marks.flatMap(({ predicted, eigenvalue }) =>
    predicted === null ? [] : [{ predicted, location: eigenvalue }],
  );
  // The law is that of the columns that are not zero, and so are its eigenvalues.
  const kept = withoutExtraZeros(eigenvalues, rows.features - law.features);
  const scene = sceneOf({
    law: law.law,
    trials: [{ eigenvalues: kept }],
    outliers: explained,
    marchenkoPastur,
    fresh: null,
  });
  return paint(
    {
      scene,
      annotations: annotationsOf(comparison, scene),
      footnotes: footnotesOf(scene),
      subtitle: [factsOf(spectrum, rows), lawPhrases(comparison)],
      legend: {
        observed: 'data',
        hasOutliers: explained.length > 0,
        hasUnexplained: marks.length > explained.length,
        hasFresh: false,
      },
      summary: summaryOf(spectrum, rows, comparison),
      metadata: dataMetadataOf(spectrum, options.title),
    },
    options,
  );
}

function withoutExtraZeros(eigenvalues: Float64Array, count: number): Float64Array {
  const bySize = Array.from(eigenvalues).sort((a, b) => Math.abs(a) - Math.abs(b));
  return Float64Array.from(bySize.slice(count)).sort();
}

function factsOf({ dataset, intercept, fit }: HessianSpectrum, { samples, features }: RowsSpectrum): string[] {
  return [
    `${dataset.loss.kind} loss`,
    `n = ${samples}`,
    `p = ${features}`,
    ...(dataset.standardize ? ['standardized'] : []),
    ...(intercept === null ? [] : ['with an intercept']),
    fit === null ? 'w given' : `w fitted, ridge ${fit.ridge}`,
  ];
}

function annotationsOf({ marks }: DataComparison, scene: Scene): Annotation[] {
  const unexplained = marks
    .filter(({ predicted }) => predicted === null)
    .sort((a, b) => Math.abs(b.eigenvalue) - Math.abs(a.eigenvalue))
    .slice(0, MOST_LABELS);
  return [
    ...marks.filter(({ predicted }) => predicted !== null).map((mark) => explainedAnnotation(mark, scene)),
    ...unexplained.map(({ eigenvalue, pValue }) =>
      placedAnnotation(scene, {
        kind: 'unexplained',
        at: eigenvalue,
        observed: eigenvalue,
        lines: [`λ = ${formatNumber(eigenvalue)}`, `unexplained, p-value ${formatNumber(pValue, 2)}`],
      }),
    ),
    ...atomAnnotation(scene),
  ];
}

function explainedAnnotation({ predicted, eigenvalue, alignment, cause }: OutlierMark, scene: Scene): Annotation {
  const location = predicted?.location ?? eigenvalue;
  const shares = cause.map((name) => {
    return `${DATA_SIGNAL_NAMES[name]} ${formatCosine(predicted?.alignment[name])} (${formatCosine(alignment[name])})`;
  });
  const lines = [`λ = ${formatNumber(location)} (${formatNumber(eigenvalue)})`, `cos² with ${shares.join(', ')}`];
  return placedAnnotation(scene, { kind: 'outlier', at: location, observed: eigenvalue, lines });
}

function summaryOf(spectrum: HessianSpectrum, rows: RowsSpectrum, { marks, distance, law }: DataComparison): string {
  const ends = law.law.support.map((edges) => `[${edges.map((edge) => formatNumber(edge)).join(', ')}]`);
  const outliers = marks.map(({ eigenvalue, cause, alignment }) => {
    const shares = SIGNALS.flatMap((name) =>
      alignment[name] === undefined ? [] : [`${DATA_SIGNAL_NAMES[name]} ${formatCosine(alignment[name])}`],
    );
    return `${formatNumber(eigenvalue)} (${causeWords(cause)}; cos² with ${shares.join(', ')})`;
  });
  return [
    `Histogram of the eigenvalues of H (${factsOf(spectrum, rows).join(', ')}) with the density of their law.`,
    `Support by the law: ${ends.join(', ')}.`,
    outliers.length > 0 ? `Outliers: ${outliers.join('; ')}.` : 'No outliers.',
    `Kolmogorov-Smirnov distance of the bulk to the law ${formatNumber(distance?.kolmogorovSmirnov, 2)}.`,
  ].join(' ');
}
