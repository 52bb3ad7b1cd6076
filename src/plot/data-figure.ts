/** A data set's spectrum as a picture: histogram of its Hessian's eigenvalues, density of the law, outliers explained or not. */

import type { DataComparison, OutlierMark } from '../dataset/data-comparison';
import type { HessianSpectrum, RowsSpectrum } from '../dataset/hessian-spectrum';
import { ModelError } from '../errors';
import type { Edge, Law } from '../law/law';
import { SIGNALS } from '../model/model';
import { withoutZeros } from '../numerics/zeros';
import { causeWords, DATA_SIGNAL_NAMES, lawPhrases } from '../words/data-words';
import { formatCosine, formatNumber } from '../words/format';
import { type Annotation, atomAnnotation, footnotesOf, placedAnnotation } from './annotations';
import { type FigureOptions, stackFigures } from './frame';
import { hostOf } from './host';
import { reportMetadataOf } from './metadata';
import { paint } from './painting';
import { type Scene, type Subject, sceneOf } from './scene';

/** Outliers that get a label, at most, of those explained and of those not: the clearest. */
const MOST_LABELS = 3;
/** The largest eigenvalue is this many times the median from which on only logarithms show both. */
const WIDE = 30;
/** In logarithms each large eigenvalue of C may have a bulk of its own: only those of so many eigenvalues have bins. */
const FEWEST = 30;

/**
 * The SVG text; held-out rows have a panel of their own.
 * @throws ModelError for a spectrum without all eigenvalues, or without a law
 */
export async function renderDataFigure(spectrum: HessianSpectrum, options: FigureOptions = {}): Promise<string> {
  const { title = "Hessian eigenvalues of the data's loss, and their law" } = options;
  const main = await panelOf(spectrum, spectrum, { ...options, title });
  if (spectrum.heldOut === null) return main;
  const heldOut = await panelOf(spectrum, spectrum.heldOut, { ...options, title: 'Held-out rows at the same w' });
  return stackFigures(title, [main, heldOut]);
}

async function panelOf(
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
  const positive = withoutZeros(kept);
  const isLogarithmic = isWide(positive);
  const subject: Subject = isLogarithmic
    ? logarithmic(law.law, positive, explained)
    : { law: law.law, trials: [{ eigenvalues: kept }], outliers: explained, marchenkoPastur, fresh: null };
  const scene = sceneOf(subject);
  const zeros = isLogarithmic ? rows.features - positive.length : 0;
  return paint(
    await hostOf(options.document),
    {
      scene,
      horizontal: isLogarithmic ? 'log10 of the eigenvalue of H' : 'eigenvalue of H',
      annotations: annotationsOf(comparison, scene, isLogarithmic ? Math.log10 : (x) => x),
      footnotes: [...footnotesOf(scene), ...(zeros > 0 ? [`${zeros} eigenvalues are zero.`] : [])],
      subtitle: [factsOf(spectrum, rows), lawPhrases(comparison)],
      legend: {
        observed: 'data',
        hasFit: !isLogarithmic,
        hasOutliers: explained.length > 0,
        hasUnexplained: marks.some(({ verdict }) => verdict === 'unexplained'),
        hasFresh: false,
      },
      summary: summaryOf(spectrum, rows, comparison),
      metadata: metadataOf(spectrum, options.title),
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

/** @param place where on the horizontal axis an eigenvalue is */
function annotationsOf({ marks }: DataComparison, scene: Scene, place: (x: number) => number): Annotation[] {
  const unexplained = marks
    .filter(({ verdict }) => verdict === 'unexplained')
    .sort((a, b) => (a.edgePValue ?? 1) - (b.edgePValue ?? 1))
    .slice(0, MOST_LABELS);
  const clarity = ({ predicted }: OutlierMark) => Math.max(0, ...Object.values(predicted?.alignment ?? {}));
  const explained = marks
    .filter(({ verdict }) => verdict === 'outlier')
    .sort((a, b) => clarity(b) - clarity(a))
    .slice(0, MOST_LABELS);
  return [
    ...explained.map((mark) => explainedAnnotation(mark, scene, place)),
    ...unexplained.map(({ eigenvalue, edgePValue }) =>
      placedAnnotation(scene, {
        kind: 'unexplained',
        at: place(eigenvalue),
        observed: place(eigenvalue),
        lines: [`λ = ${formatNumber(eigenvalue)}`, `unexplained, p-value ${formatNumber(edgePValue, 2)}`],
      }),
    ),
    ...atomAnnotation(scene),
  ];
}

function explainedAnnotation(
  { predicted, eigenvalue, alignment, cause }: OutlierMark,
  scene: Scene,
  place: (x: number) => number,
): Annotation {
  const location = predicted?.location ?? eigenvalue;
  const shares = cause.map((name) => {
    return `${DATA_SIGNAL_NAMES[name]} ${formatCosine(predicted?.alignment[name])} (${formatCosine(alignment[name])})`;
  });
  const lines = [`λ = ${formatNumber(location)} (${formatNumber(eigenvalue)})`, `cos² with ${shares.join(', ')}`];
  return placedAnnotation(scene, { kind: 'outlier', at: place(location), observed: place(eigenvalue), lines });
}

function summaryOf(spectrum: HessianSpectrum, rows: RowsSpectrum, { marks, distance, law }: DataComparison): string {
  const ends = law.law.support.map((edges) => `[${edges.map((edge) => formatNumber(edge)).join(', ')}]`);
  const outliers = marks
    .filter(({ verdict }) => verdict === 'outlier' || verdict === 'unexplained')
    .map(({ eigenvalue, cause, alignment }) => {
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

/** What was asked of the data, which the figure does not hold. */
function metadataOf({ dataset, fit, samples, features }: HessianSpectrum, title: string): string {
  const { loss, standardize, intercept } = dataset;
  const asked = { samples, features, loss: loss.kind, standardize, intercept, ridge: fit?.ridge ?? null };
  return reportMetadataOf({ data: asked }, title);
}

/** Whether all eigenvalues, zeros apart, are positive, and far apart: spectra of real features often span many decades. */
function isWide(eigenvalues: Float64Array): boolean {
  const median = eigenvalues[Math.floor(eigenvalues.length / 2)];
  return eigenvalues[0] > 0 && eigenvalues[eigenvalues.length - 1] > WIDE * median;
}

/**
 * A subject on the scale u = log10 of the eigenvalue: the density is that of u, of the law without its atom at zero.
 * @param eigenvalues positive ones
 */
function logarithmic(
  law: Pick<Law, 'bulks' | 'atomAtZero' | 'density'>,
  eigenvalues: Float64Array,
  outliers: readonly { readonly predicted: { readonly location: number }; readonly location: number }[],
): Subject {
  return {
    law: {
      bulks: law.bulks.map((bulk) => ({ ...bulk, left: onScale(bulk.left), right: onScale(bulk.right) })),
      atomAtZero: 0,
      density: (u) => (Math.LN10 * 10 ** u * law.density(10 ** u)) / (1 - law.atomAtZero),
    },
    trials: [{ eigenvalues: eigenvalues.map(Math.log10) }],
    outliers: outliers.map(({ predicted, location }) => ({
      predicted: { location: Math.log10(predicted.location) },
      location: Math.log10(location),
    })),
    marchenkoPastur: null,
    fresh: null,
    fewest: FEWEST,
  };
}

/** On this scale zero is no end. */
function onScale(edge: Edge): Edge {
  return { ...edge, location: edge.location !== null && edge.location > 0 ? Math.log10(edge.location) : null };
}
