/**
 * A comparison as a picture: histogram of the simulated eigenvalues, density of the limiting law, best Marchenko-Pastur
 * fit, outliers. Self-contained SVG with the model and the seed inside, the same text for the same input in every host.
 */

import type { Comparison } from '../compare/comparison';
import { formatCount, formatNumber } from '../words/format';
import { describeLaws, describeSignals, describeSizes } from '../words/model-words';
import { atomAnnotation, footnotesOf, labelOf, outlierAnnotation } from './annotations';
import type { FigureOptions } from './frame';
import { hostOf } from './host';
import { metadataOf } from './metadata';
import { paint } from './painting';
import { sceneOf } from './scene';

/** The SVG text of a comparison. */
export async function renderFigure(comparison: Comparison, options: FigureOptions = {}): Promise<string> {
  const { title = 'Hessian eigenvalues: simulation and limiting law' } = options;
  const { model, seed, trials, outliers, fresh } = comparison;
  const scene = sceneOf(comparison);
  const facts = [...describeSizes(model), `seed ${seed}`, formatCount(trials.length, 'trial')];
  return paint(
    await hostOf(options.document),
    {
      scene,
      horizontal: 'eigenvalue of H',
      annotations: [...outliers.map((outlier) => outlierAnnotation(scene, outlier)), ...atomAnnotation(scene)],
      footnotes: footnotesOf(scene),
      subtitle: [[...describeLaws(model), ...describeSignals(model)], facts],
      legend: {
        observed: 'simulated',
        hasFit: true,
        hasOutliers: outliers.length > 0,
        hasUnexplained: false,
        hasFresh: fresh !== null,
      },
      summary: summaryOf(comparison),
      metadata: metadataOf(comparison, title),
    },
    { ...options, title },
  );
}

/** The whole picture in a few sentences. */
function summaryOf(comparison: Comparison): string {
  const { model, law, seed, trials, outliers, distance, marchenkoPastur } = comparison;
  const ends = law.support.map(
    ([left, right]) => `[${left === null ? '-∞' : formatNumber(left)}, ${right === null ? '∞' : formatNumber(right)}]`,
  );
  const sentences = [
    `Histogram of the eigenvalues of H in ${formatCount(trials.length, 'trial')} (seed ${seed}) with the density of the limiting law.`,
    `Model: ${[...describeLaws(model), ...describeSignals(model), ...describeSizes(model)].join(', ')}.`,
    `Predicted support: ${ends.join(', ')}.`,
  ];
  if (law.atomAtZero > 0) sentences.push(`Mass at zero: ${formatNumber(law.atomAtZero)}.`);
  for (const outlier of outliers) {
    const [position, shares] = labelOf(outlier);
    sentences.push(`Outlier, predicted (simulated): ${position}${shares ? `, ${shares}` : ''}.`);
  }
  sentences.push(
    `Kolmogorov-Smirnov distance of the bulk to the law ${formatNumber(distance.kolmogorovSmirnov, 2)}, ` +
      `to the best Marchenko-Pastur fit ${formatNumber(marchenkoPastur.distance.kolmogorovSmirnov, 2)}.`,
  );
  if (comparison.fresh) {
    const distanceThere = formatNumber(comparison.fresh.distance.kolmogorovSmirnov, 2);
    sentences.push(`Fresh samples at the same w have another law, ${distanceThere} from their bulk.`);
  }
  return sentences.join(' ');
}
