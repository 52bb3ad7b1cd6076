/** Variants of the engine: threads on one shared memory, relaxed SIMD. Build and tridiagonalization of one trial, without the rest. */

import { defineModel, Engine, type Simd, type Spectrum, simulate } from '../../src/index';
import { trialInput } from '../inputs';
import type { Task } from '../peer';
import { type Check, checkClose, contest, type Topic } from '../topic';

const VARIANTS: readonly { readonly threads: number; readonly simd: Simd }[] = [
  { threads: 1, simd: 'plain' },
  { threads: 2, simd: 'plain' },
  { threads: 1, simd: 'relaxed' },
  { threads: 2, simd: 'relaxed' },
];

const nameOf = (engine: Engine) => `${engine.threads} thread${engine.threads > 1 ? 's' : ''}, ${engine.simd} SIMD`;

/** H is off by n eps of the sums of magnitudes, a few ||H||; the reduction by p eps ||H||. */
const checkRounding =
  (samples: number): Check =>
  (found, expected, peer) =>
    checkClose(peer, found, expected, 4 * (samples + found.length) * Number.EPSILON * expected[expected.length - 1]);

export const engines: Topic = {
  name: 'engines',
  async run(_, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes) {
      const { samples, mean, w, wStar } = trialInput(features);
      const signals = { mean: { values: mean }, w: { values: w }, wStar: { values: wStar } };
      const model = defineModel({ samples, features, response: 'logistic', loss: 'logistic', ...signals });
      const all = await Promise.all(VARIANTS.map((variant) => Engine.create(variant)));
      // A variant that this host does not have is another one.
      const distinct = all.filter((engine, i) => all.findIndex((other) => nameOf(other) === nameOf(engine)) === i);
      const contestants = distinct.map((engine) => {
        let spectrum: Spectrum;
        const task: Task = {
          async time() {
            spectrum = await simulate(model, { engine });
            return spectrum.timing.build + spectrum.timing.tridiagonalize;
          },
          result: () => spectrum.eigenvalues,
        };
        return { peer: nameOf(engine), task };
      });
      groups.push(await contest(`p = ${features}, n = ${samples}`, contestants, rounds, checkRounding(samples)));
      for (const engine of all) engine.dispose();
    }
    return {
      name: 'engines',
      title: 'Variants of the engine: build and tridiagonalization of one trial',
      check: 'eigenvalues equal up to rounding',
      groups,
    };
  },
};
