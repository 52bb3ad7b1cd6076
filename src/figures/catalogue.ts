/** The figures of Liao & Mahoney (NeurIPS 2021) with the settings of the paper, and three examples more. */

import { phaseRetrievalChecks } from './checks';
import { curvatureFigure, EXPONENTIAL_CURVATURE, LOGISTIC_CURVATURE } from './curvature-figure';
import { eigenvectorFigure } from './eigenvector-figure';
import type { FigureRecipe } from './figure';
import { phaseFigure } from './phase-figure';
import { spectrumFigure, universalityFigure } from './spectrum-figure';

export const FIGURES: readonly FigureRecipe[] = [
  spectrumFigure({ id: '1a', preset: 'figure-1a', title: 'mean, w and w* in one direction' }),
  spectrumFigure({ id: '1b', preset: 'figure-1b', title: 'w in a direction of its own' }),
  spectrumFigure({ id: '1c', preset: 'figure-1c', title: 'phase retrieval', more: phaseRetrievalChecks }),
  eigenvectorFigure,
  spectrumFigure({ id: '2a', preset: 'figure-2a', title: 'logistic loss' }),
  spectrumFigure({ id: '2b', preset: 'figure-2b', title: 'exponential loss' }),
  spectrumFigure({ id: '2c', preset: 'figure-2c', title: 'C = diag(1, 2)' }),
  spectrumFigure({ id: '2d', preset: 'figure-2d', title: 'C = diag(1, 4)' }),
  curvatureFigure({
    id: '3a',
    preset: 'figure-2a',
    title: 'logistic loss and the nearest Marchenko-Pastur law',
    curvature: LOGISTIC_CURVATURE,
  }),
  curvatureFigure({
    id: '3b',
    preset: 'figure-2b',
    title: 'exponential loss and the nearest Marchenko-Pastur law',
    curvature: EXPONENTIAL_CURVATURE,
  }),
  phaseFigure({
    id: '4',
    title: 'w = w* = 0, the outlier of the mean',
    vary: 'mean',
    power: 2,
    axis: '|mean|²',
    side: 'right',
    values: [0.1, 0.25, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2],
    quickValues: [0.1, 0.8, 2],
  }),
  phaseFigure({
    id: '5',
    title: 'mean = w* = 0, the outlier of w on the left',
    vary: 'w',
    power: 1,
    axis: '|w|',
    side: 'left',
    values: [0.5, 0.9, 1.25, 1.5, 1.75, 2, 2.5, 3, 4],
    quickValues: [0.5, 2, 4],
  }),
  spectrumFigure({ id: 'first-example', preset: 'first-example', title: 'a mean orthogonal to w' }),
  spectrumFigure({
    id: 'spectral-initialization',
    preset: 'spectral-initialization',
    title: 'clipped measurements of phase retrieval',
  }),
  universalityFigure,
];
