/** Many small trials, as a study of fluctuations runs them. */

import { trialInput } from '../inputs';
import { contest, prepare, type Topic } from '../topic';
import { checkTrial } from './trial';

const TRIALS = 50;
const SIZES = [50, 100, 200, 300];

export const batch: Topic = {
  name: 'batch',
  async run(peers, { rounds }) {
    const groups = [];
    for (const features of SIZES) {
      const input = trialInput(features);
      const contestants = await prepare(peers, features, (peer) => peer.trials?.(input, TRIALS));
      const label = `${TRIALS} trials, p = ${features}, n = ${input.samples}`;
      groups.push(await contest(label, contestants, rounds, checkTrial(input)));
    }
    return {
      name: 'batch',
      title: `Batches of small trials: the time of ${TRIALS}`,
      check: "NumPy: the eigenvalues of the first batch's last trial equal; others: mean within six standard errors",
      groups,
    };
  },
};
