/** The spectrum of C as the law takes it: eigenvalues with weights that add to 1. */

import type { ContinuousCovariance, Covariance } from '../model/model';
import { limitNodes, type SpectralNodes } from './continuous-spectrum';
import { eigenbasis } from './eigenbasis';

/** Whether the law, where only an aspect ratio is given, integrates over a continuous spectrum. */
export function isContinuous(covariance: Covariance): covariance is ContinuousCovariance {
  return covariance.kind !== 'atoms' && covariance.kind !== 'diagonal' && covariance.kind !== 'matrix';
}

/**
 * At `features` dimensions the p eigenvalues themselves, so that the law is the deterministic equivalent of that very matrix;
 * atoms keep their exact weights. Without a size, `nodes` nodes of a quadrature take the place of a continuous spectrum.
 */
export function spectrumOf(covariance: Covariance, features: number | null, nodes: number): SpectralNodes {
  if (covariance.kind === 'atoms') {
    const { eigenvalues, weights } = covariance;
    return { eigenvalues: Float64Array.from(eigenvalues), weights: Float64Array.from(weights) };
  }
  const order = features ?? orderOf(covariance);
  if (order === null) return limitNodes(covariance as ContinuousCovariance, nodes);
  return { eigenvalues: eigenbasis(covariance, order).eigenvalues, weights: new Float64Array(order).fill(1 / order) };
}

/** p, where C itself says it. */
function orderOf(covariance: Covariance): number | null {
  if (covariance.kind === 'diagonal') return covariance.values.length;
  return covariance.kind === 'matrix' ? covariance.order : null;
}
