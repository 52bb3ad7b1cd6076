/** Whole trials through the public calls against NumPy's (recorded by test/reference/make-numpy-trial.py). */

import { describe, expect, it } from 'vitest';
import { defineModel, type ModelInput } from '../../src/model/define-model';
import { simulate } from '../../src/simulation/simulate';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/numpy-trials.json';

type Recorded = (typeof recorded.trials)[number]['model'];

function modelOf(trial: Recorded): ModelInput {
  const { samples, features, sizes, mean, w, wStar } = trial;
  const noise = 'noise' in trial ? { noise: trial.noise } : {};
  const curvature = 'bound' in trial ? { preprocessing: { kind: 'clip', bound: trial.bound } } : { loss: trial.loss };
  const covariance = { eigenvalues: trial.eigenvalues, weights: sizes.map((size) => size / features) };
  const response = { kind: trial.response, ...noise };
  return { samples, features, response, ...curvature, covariance, mean, w, wStar } as ModelInput;
}

describe.each(recorded.trials.map((trial) => [`${trial.model.response}, ${trial.model.loss}`, trial] as const))(
  "NumPy's trial: %s",
  (_, { model, eigenvalues: text }) => {
    it('has the same eigenvalues to 1e-12 of the norm', async () => {
      const expected = text.split(' ').map(doubleOfHex);
      const options = { seed: BigInt(model.seed), trial: Number(model.trial) };
      const { eigenvalues } = await simulate(defineModel(modelOf(model)), options);
      const norm = Math.max(...expected.map(Math.abs));
      expect(eigenvalues).toHaveLength(expected.length);
      expected.forEach((value, i) => {
        expect(Math.abs(eigenvalues[i] - value)).toBeLessThan(1e-12 * norm);
      });
    });
  },
);
