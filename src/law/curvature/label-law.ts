/**
 * The law of a response with discrete values y_k given h*, as far as it tells of a Gaussian coordinate Z of h* that the
 * curvature does not depend on: E[P(y_k | mean + spread Z) Z^j] for j = 0, 1, 2 and Z ~ N(0, 1).
 */

import type { CustomLabels, Response } from '../../model/model';
import { customWeights } from './custom-weights';
import { logisticWeights, probitWeights, signWeights } from './label-weights';

export interface LabelLaw {
  /** The values of y. */
  readonly values: readonly number[];
  /** Writes the three expectations for the value of index k. */
  readonly weights: (k: number, mean: number, spread: number, out: Float64Array) => void;
  /** The h* at which the probabilities jump or bend. */
  readonly kinks: readonly number[];
}

type SignResponse = Extract<Response, { kind: 'logistic' | 'probit' | 'sign' }>;
export type LabelResponse = SignResponse | CustomLabels;

const LABELS = [1, -1];

export function isLabelResponse(response: Response): response is LabelResponse {
  return ['logistic', 'probit', 'sign', 'custom-labels'].includes(response.kind);
}

export function labelLaw(response: LabelResponse): LabelLaw {
  switch (response.kind) {
    case 'logistic':
      return { values: LABELS, kinks: [], weights: (k, ...rest) => logisticWeights(LABELS[k], ...rest) };
    case 'probit':
      return { values: LABELS, kinks: [], weights: (k, ...rest) => probitWeights(LABELS[k], ...rest) };
    case 'sign':
      return { values: LABELS, kinks: [0], weights: (k, ...rest) => signWeights(response.flip, LABELS[k], ...rest) };
    case 'custom-labels':
      return { values: response.values, kinks: response.kinks, weights: customWeights(response) };
  }
}
