/** Typed-array JavaScript, blocked and register-tiled: as fast as it gets without WebAssembly. */

import { blockedHessian, HessianSum, type LowerMatrix } from '../../test/reference/blocked-hessian';
import { createBlockedTrial } from '../../test/reference/blocked-trial';
import { blockedTridiagonalize } from '../../test/reference/blocked-tridiagonal';
import { FastRandom } from '../../test/reference/fast-random';
import { rootFreeEigenvalues } from '../../test/reference/root-free-ql';
import { type Peer, timed } from '../peer';

/** Without the rows and columns that fill up whole tiles. */
function unpadded({ values, order, stride }: LowerMatrix): Float64Array {
  const matrix = new Float64Array(order * order);
  for (let i = 0; i < order; i++) matrix.set(values.subarray(i * stride, i * stride + order), i * order);
  return matrix;
}

export const blocked: Peer = {
  name: 'typed arrays, blocked',
  note: 'trial: xoshiro128++ and a 32-bit ziggurat, cheaper than the streams of the library and of NumPy',
  hessian({ x, g, features }) {
    const sum = new HessianSum(features);
    return timed(() => blockedHessian(x, g, features, sum), unpadded);
  },
  eigenvalues({ features, matrix }) {
    const values = new Float64Array(matrix.length);
    return timed(
      () => {
        values.set(matrix);
        return rootFreeEigenvalues(blockedTridiagonalize({ values, order: features, stride: features }));
      },
      (eigenvalues) => eigenvalues,
    );
  },
  normals(count) {
    const random = new FastRandom(5);
    const out = new Float64Array(count);
    return timed(
      () => {
        for (let i = 0; i < count; i++) out[i] = random.normal();
      },
      () => out,
    );
  },
  trials(input, count) {
    const { samples, ...signals } = input;
    const run = createBlockedTrial(samples, signals);
    const random = new FastRandom(6);
    return timed(
      () => {
        for (let k = 1; k < count; k++) run(random);
        return run(random);
      },
      ({ eigenvalues }) => eigenvalues,
    );
  },
  trial({ samples, ...signals }) {
    const run = createBlockedTrial(samples, signals);
    const random = new FastRandom(1);
    return timed(
      () => run(random),
      ({ eigenvalues }) => eigenvalues,
    );
  },
};
