/** n p standard normals. */

import { SAMPLES_PER_FEATURE } from '../inputs';
import { type Check, checkClose, contest, prepare, type Topic } from '../topic';

export const sampling: Topic = {
  name: 'sampling',
  async run(peers, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes) {
      const count = SAMPLES_PER_FEATURE * features * features;
      const check: Check = (found, expected, peer, run) => {
        if (run === 'first' && peer.startsWith('NumPy')) checkClose(peer, found, expected, 0);
        const mean = found.reduce((sum, value) => sum + value, 0) / count;
        const square = found.reduce((sum, value) => sum + value * value, 0) / count;
        // Six standard errors of the mean, and of the mean square, of standard normals.
        checkClose(`${peer}, mean`, [mean], [0], 6 / Math.sqrt(count));
        checkClose(`${peer}, mean square`, [square], [1], 6 * Math.sqrt(2 / count));
      };
      const contestants = await prepare(peers, features, (peer) => peer.normals?.(count));
      groups.push(await contest(`${count} normals`, contestants, rounds, check));
    }
    return {
      name: 'sampling',
      title: 'Sampling: standard normals, one after the other',
      check: "NumPy: the first run's normals equal to the bit; all: mean and mean square within six standard errors",
      groups,
    };
  },
};
