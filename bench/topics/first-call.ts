/** How much slower an engine's first trial is than its later ones: code is compiled and memory touched for the first time. */

import { defineModel, Engine, simulate } from '../../src/index';
import { trialInput } from '../inputs';
import { summarize } from '../measure';
import type { Topic } from '../topic';

/** Beyond this p a trial takes so long that whatever comes first is lost in it. */
const MOST_FEATURES = 500;

export const firstCall: Topic = {
  name: 'first-call',
  async run(_, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes.filter((p) => p <= MOST_FEATURES)) {
      const { samples, mean, w, wStar } = trialInput(features);
      const signals = { mean: { values: mean }, w: { values: w }, wStar: { values: wStar } };
      const model = defineModel({ samples, features, response: 'logistic', loss: 'logistic', ...signals });
      const samplesOf = { creation: [] as number[], first: [] as number[], later: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        const engine = await time(() => Engine.create(), samplesOf.creation);
        await time(() => simulate(model, { engine }), samplesOf.first);
        for (let repeat = 0; repeat < 4; repeat++) await simulate(model, { engine });
        await time(() => simulate(model, { engine }), samplesOf.later);
      }
      const later = summarize(samplesOf.later);
      const row = (peer: string, samples: readonly number[]) => {
        const measurement = summarize(samples);
        return { peer, measurement, ratio: measurement.median / later.median };
      };
      groups.push({
        label: `p = ${features}, n = ${samples}`,
        rows: [
          row('sixth trial of an engine', samplesOf.later),
          row('its first trial', samplesOf.first),
          row('its creation', samplesOf.creation),
        ],
      });
    }
    return {
      name: 'first-call',
      title: 'First call against steady state (new engines in a process that has compiled the code)',
      check: 'nothing to check: one library',
      groups,
    };
  },
};

async function time<Result>(run: () => Promise<Result>, into: number[]): Promise<Result> {
  const start = performance.now();
  const result = await run();
  into.push(performance.now() - start);
  return result;
}
