/** All eigenvalues of a dense symmetric matrix. */

import { matrixInput } from '../inputs';
import { type Check, checkClose, contest, prepare, type Topic } from '../topic';

export const eigenvalues: Topic = {
  name: 'eigenvalues',
  async run(peers, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes) {
      const input = matrixInput(features);
      // Backward stable: within a few p eps ||H|| of the exact ones.
      const check: Check = (found, expected, peer) => {
        const norm = Math.max(Math.abs(expected[0]), Math.abs(expected[features - 1]));
        checkClose(peer, found, expected, 10 * features * Number.EPSILON * norm);
      };
      const contestants = await prepare(peers, features, (peer) => peer.eigenvalues?.(input));
      groups.push(await contest(`p = ${features}`, contestants, rounds, check));
    }
    return {
      name: 'eigenvalues',
      title: 'Tridiagonalization and all eigenvalues of a dense symmetric matrix (a copy of it included)',
      check: 'every eigenvalue equal, to 10 p eps ||H||',
      groups,
    };
  },
};
