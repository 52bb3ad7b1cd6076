/** The response as the scores of a fitted model need it: a list of labels, or a map of h* with noise. */

import { ConvergenceError } from '../../errors';
import type { Model } from '../../model/model';
import { responseMap } from '../../model/responses';
import { isLabelResponse, type Label, labelLaw } from '../curvature/label-law';
import { poissonLaw } from '../curvature/poisson-law';

export interface DiscreteResponse {
  /** The labels without those that are so rare that they make no difference, or, if `rough`, no large one. */
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

/** Share of E[y^2], which the slopes' square is like, of a count that is left out. */
const RAREST = 1e-12;
const RAREST_ROUGH = 1e-5;
/** Share of E[y^2] that all the counts that are left out may have. */
const MISSING = 1e-8;

export type ResponseLaw = DiscreteResponse | MappedResponse;

export function responseLawOf({ response }: Pick<Model, 'response'>): ResponseLaw {
  if (isLabelResponse(response)) {
    const { labels } = labelLaw(response);
    return { labels: () => labels };
  }
  if (response.kind === 'poisson') return { labels: counts };
  const { map, kinks, linear, noise } = responseMap(response);
  return { map, kinks, linear, noise: [{ weight: 1, variance: noise * noise }] };
}

/**
 * Counts that are not too rare.
 * @throws ConvergenceError for rates so heavy-tailed that there are too many
 */
function counts(
  { starMean, rho }: { readonly starMean: number; readonly rho: number },
  rough = false,
): readonly Label[] {
  const spread = Math.sqrt(rho);
  const { labels } = poissonLaw({ hMean: 0, h1: 0, starMean, star1: 0, star2: spread });
  const out = new Float64Array(3);
  // E[exp(h*)] + E[exp(2 h*)].
  const square = Math.exp(starMean + rho / 2) + Math.exp(2 * starMean + 2 * rho);
  let met = 0;
  const kept = labels.filter(({ y, weights }) => {
    weights(starMean, spread, out);
    const probability = out[0];
    met += probability * y * y;
    const share = probability * Math.max(1, (y * y) / square);
    return share > (rough ? RAREST_ROUGH : RAREST);
  });
  const missing = Math.abs(met / square - 1);
  if (missing <= MISSING) return kept;
  const advice = 'a shorter wStar or mean has lighter tails';
  throw new ConvergenceError("the sum over a Poisson response's counts", labels.length, missing, advice);
}
