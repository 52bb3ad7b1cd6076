/** s = dl/dh of the losses of the catalogue, and what of them matters to a fit. */

import { hazardRatio } from '../numerics/gaussian';
import type { CustomLoss, Loss } from './model';

/** Known by more than its curvature. */
export type CatalogueLoss = Exclude<Loss, CustomLoss>;

/** Whether l depends on h - y alone. */
export function isResidual({ kind }: Loss): boolean {
  return ['square', 'huber', 'pseudo-huber', 'cauchy'].includes(kind);
}

/** Whether a w that separates labels +-1 takes the loss to its infimum. */
export function separates({ kind }: Loss): boolean {
  return ['logistic', 'exponential', 'probit', 'squared-hinge'].includes(kind);
}

/** s(y, h); of a residual loss s(0, u), u = h - y. */
export function slopeOf(loss: CatalogueLoss): (y: number, h: number) => number {
  switch (loss.kind) {
    case 'logistic':
      return (y, h) => -y / (1 + Math.exp(y * h));
    case 'exponential':
      return (y, h) => -y * Math.exp(-y * h);
    case 'probit':
      return (y, h) => -y * hazardRatio(y * h);
    case 'squared-hinge':
      return (y, h) => -y * Math.max(0, 1 - y * h);
    case 'poisson':
      return (y, h) => Math.exp(h) - y;
    case 'huber':
      return (_, u) => Math.max(-loss.threshold, Math.min(u, loss.threshold));
    case 'pseudo-huber':
      return (_, u) => u / Math.sqrt(1 + (u / loss.threshold) ** 2);
    case 'cauchy':
      return (_, u) => u / (1 + (u / loss.scale) ** 2);
    default:
      return (_, u) => u;
  }
}
