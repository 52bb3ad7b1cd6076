/** The response, as the scores of a fitted model need it: labels one by one, or a map of h* with noise. */

import type { Model } from '../../model';
import { isLabelResponse, labelLaw } from '../curvature/label-law';
import { poissonLaw } from '../curvature/poisson-law';
import { responseMap } from '../curvature/response-map';
import type { Label } from './score-curve';

export interface DiscreteResponse {
  /** Those that are not so rare that they make no difference; of `rough`, no large one. */
  labels(star: { readonly starMean: number; readonly rho: number }, rough?: boolean): readonly Label[];
}

/** y = map(h*) + noise, the noise a mixture of centered Gaussians. */
export interface MappedResponse {
  readonly map: (hStar: number) => number;
  readonly kinks: readonly number[];
  readonly linear: boolean;
  /** Weights that add to 1, and variances. */
  readonly noise: readonly { readonly weight: number; readonly variance: number }[];
}

/** Counts that are less likely are left out. */
const RAREST = 1e-13;
const RAREST_ROUGH = 1e-5;

export type ResponseLaw = DiscreteResponse | MappedResponse;

export function responseLawOf({ response }: Pick<Model, 'response'>): ResponseLaw {
  if (isLabelResponse(response)) {
    const { values, weights } = labelLaw(response);
    const labels = values.map((y, k): Label => ({ y, weights: (...rest) => weights(k, ...rest) }));
    return { labels: () => labels };
  }
  if (response.kind === 'poisson') {
    return {
      labels({ starMean, rho }, rough) {
        const { values, weights } = poissonLaw({ hMean: 0, h1: 0, starMean, star1: 0, star2: Math.sqrt(rho) });
        const out = new Float64Array(3);
        return values
          .map((y, k): Label => ({ y, weights: (...rest) => weights(k, ...rest) }))
          .filter((label) => {
            label.weights(starMean, Math.sqrt(rho), out);
            return out[0] > (rough ? RAREST_ROUGH : RAREST);
          });
      },
    };
  }
  const { map, kinks, linear, noise } = responseMap(response);
  return { map, kinks, linear, noise: [{ weight: 1, variance: noise * noise }] };
}
