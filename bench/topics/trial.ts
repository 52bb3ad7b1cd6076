/** One whole trial of the logistic model: sample, build H, find all its eigenvalues. */

import { type TrialInput, trialInput } from '../inputs';
import { type Check, checkClose, contest, prepare, type Topic } from '../topic';

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Six standard errors, at most, of the difference of two trials' mean eigenvalues: each is the mean of n independent
 * g |x|^2 / p, where g <= 1/4 and E |x|^4 <= 1.1 p^2 (|mean| = 1, p >= 100).
 */
const meanTolerance = ({ samples }: TrialInput) => 6 * Math.sqrt(2) * Math.sqrt(1.1 / samples) * 0.25;

/**
 * NumPy draws the library's own samples: its first result must be the library's up to rounding, as that of relaxed SIMD; the
 * library's elsewhere must be the same to the bit.
 */
export function checkTrial(input: TrialInput): Check {
  return (found, expected, peer, run) => {
    const norm = expected[expected.length - 1];
    const rounds = peer.startsWith('NumPy') || peer.endsWith('relaxed SIMD');
    if (run === 'first' && (rounds || peer.startsWith('the same'))) {
      checkClose(peer, found, expected, rounds ? 10 * input.features * Number.EPSILON * norm : 0);
    }
    checkClose(`${peer}, mean`, [meanOf(found)], [meanOf(expected)], meanTolerance(input));
  };
}

export const trial: Topic = {
  name: 'trial',
  async run(peers, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes) {
      const input = trialInput(features);
      const contestants = await prepare(peers, features, (peer) => peer.trial?.(input));
      groups.push(await contest(`p = ${features}, n = ${input.samples}`, contestants, rounds, checkTrial(input)));
    }
    return {
      name: 'trial',
      title: 'Whole trial, logistic model: sample, build, all eigenvalues',
      check:
        "NumPy: the first trial's eigenvalues equal; others draw other samples: mean eigenvalue within six standard errors",
      groups,
    };
  },
};
