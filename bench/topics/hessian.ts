/** H = (1/n) X D X^T from stored samples. */

import { sampleInput } from '../inputs';
import type { Peer, Task } from '../peer';
import { FLOOR, PACKED } from '../peers/floor';
import { type Check, checkClose, contest, prepare, type Topic } from '../topic';

const largest = (values: Float64Array) => values.reduce((found, value) => Math.max(found, Math.abs(value)), 0);

/** The lower triangle, which is what counts, of a row-major matrix. */
function lowerTriangle(matrix: Float64Array, order: number): Float64Array {
  const lower = new Float64Array((order * (order + 1)) / 2);
  for (let i = 0, to = 0; i < order; to += ++i) lower.set(matrix.subarray(i * order, i * order + i + 1), to);
  return lower;
}

/** Where a peer runs that is the library itself. */
const placeOf = ({ name }: Peer) => name.replace(/^the same in /, '');

export const hessian: Topic = {
  name: 'hessian',
  async run(peers, { sizes, rounds }) {
    const groups = [];
    for (const features of sizes) {
      const input = sampleInput(features);
      // n products of three factors, added in different orders.
      const tolerance = 2 * Number.EPSILON * input.samples * largest(input.g) * largest(input.x) ** 2;
      const check: Check = (found, expected, peer) => {
        if (peer.startsWith(FLOOR) || peer.startsWith(PACKED)) return;
        checkClose(peer, lowerTriangle(found, features), lowerTriangle(expected, features), tolerance);
      };
      const contestants = await prepare(peers, features, (peer) => peer.hessian?.(input));
      for (const peer of peers.filter(({ packedBuild, multiplyAdds }) => packedBuild && multiplyAdds)) {
        const where = peer === peers[0] ? '' : ` (${placeOf(peer)})`;
        contestants.push({ peer: `${PACKED}${where}`, task: (await peer.packedBuild?.(input)) as Task });
        contestants.push({ peer: `${FLOOR}${where}`, task: (await peer.multiplyAdds?.(input)) as Task });
      }
      groups.push(await contest(`p = ${features}, n = ${input.samples}`, contestants, rounds, check));
    }
    return {
      name: 'hessian',
      title: 'Hessian build: H = (1/n) X D X^T from stored samples',
      check: 'every entry equal, to the rounding of a sum of n products',
      groups,
    };
  },
};
