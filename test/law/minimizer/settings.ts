/** The recorded settings, as problems: two of them have losses or noise that the model file has not. */

import type { SignalGeometry } from '../../../src/covariance/geometry';
import { AssembledLaw } from '../../../src/law/assembled-law';
import { type FitLoss, fitLossOf } from '../../../src/law/minimizer/fit-loss';
import { type MinimizerLaw, minimizerLaw } from '../../../src/law/minimizer/minimizer-law';
import { type ResponseLaw, responseLawOf } from '../../../src/law/minimizer/response-law';
import type { Loss } from '../../../src/model/model';
import recorded from '../../reference/minimizer.json';

export type Recorded = (typeof recorded.settings)[keyof typeof recorded.settings];
export const NAMES = Object.keys(recorded.settings) as (keyof typeof recorded.settings)[];

const LOGISTIC = responseLawOf({ response: { kind: 'logistic' } });

function linear(noise: readonly (readonly [number, number])[]): ResponseLaw {
  const parts = noise.map(([weight, variance]) => ({ weight, variance }));
  return { map: (star) => star, kinks: [], linear: true, noise: parts };
}

/** max(|u| - 2, 0)^2 / 2. */
const INSENSITIVE: FitLoss = {
  residual: true,
  ofScore: false,
  slope: (_, u) => Math.sign(u) * Math.max(Math.abs(u) - 2, 0),
  curvature: (_, u) => (Math.abs(u) > 2 ? 1 : 0),
  kinks: () => [-2, 2],
  range: null,
  scale: 2,
  leastCurvature: 0,
  separable: false,
};

const loss = (value: Loss) => fitLossOf({ loss: value });

const PROBLEMS: Record<(typeof NAMES)[number], { readonly loss: FitLoss; readonly response: ResponseLaw }> = {
  'G1 square': { loss: loss({ kind: 'square' }), response: linear([[1, 0.25]]) },
  'G2 logistic MLE': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'G3 logistic ridge near-edge': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'G4 logistic p>n': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'G5 pseudo-Huber': { loss: loss({ kind: 'pseudo-huber', threshold: 0.5 }), response: linear([[1, 0.25]]) },
  'G6 logistic C atoms': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'E7 logistic mu': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'E8 eps-insensitive': { loss: INSENSITIVE, response: linear([[1, 0.25]]) },
  'E9 Sur-Candes MLE': { loss: loss({ kind: 'logistic' }), response: LOGISTIC },
  'E10 Huber contaminated': {
    loss: loss({ kind: 'huber', threshold: 0.5 }),
    response: linear([
      [0.9, 0.25],
      [0.1, 9],
    ]),
  },
};

export function geometryOf({ setting }: Recorded): SignalGeometry {
  return {
    atoms: setting.atoms.map((eigenvalue, k) => ({
      eigenvalue,
      weight: setting.weights[k],
      gram: [
        [setting.mu2[k], 0, setting.wStar_mu[k]],
        [0, 0, 0],
        [setting.wStar_mu[k], 0, setting.wStar2[k]],
      ],
    })),
  };
}

export interface Setting {
  readonly name: string;
  readonly golden: Recorded;
  readonly fit: MinimizerLaw;
  readonly law: AssembledLaw;
}

export function settingOf(name: (typeof NAMES)[number]): Setting {
  const golden: Recorded = recorded.settings[name];
  const { c, ridge } = golden.setting;
  const fit = minimizerLaw({ ...PROBLEMS[name], aspectRatio: c, ridge, intercept: false }, geometryOf(golden));
  return { name, golden, fit, law: new AssembledLaw(fit.curvature, fit.geometry, c) };
}
