/**
 * A comparison as a picture: histogram of the simulated eigenvalues, density of the limiting law, best Marchenko-Pastur
 * fit, outliers. Self-contained SVG with the model and the seed inside, the same text for the same input in every host.
 */

import type { Comparison } from '../compare/comparison';
import { formatCount } from '../words/format';
import { describeLaws, describeSignals, describeSizes } from '../words/model-words';
import { annotationsOf, footnotesOf, summaryOf } from './annotations';
import { metadataOf } from './metadata';
import { type FigureOptions, paint } from './painting';
import { sceneOf } from './scene';

/** The SVG text of a comparison. */
export function renderFigure(comparison: Comparison, options: FigureOptions = {}): Promise<string> {
  const { title = 'Hessian eigenvalues: simulation and limiting law' } = options;
  const { model, seed, trials, outliers, fresh } = comparison;
  const scene = sceneOf(comparison);
  const facts = [...describeSizes(model), `seed ${seed}`, formatCount(trials.length, 'trial')];
  return paint(
    {
      scene,
      horizontal: 'eigenvalue of H',
      annotations: annotationsOf(comparison, scene),
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
