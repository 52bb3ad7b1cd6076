/** The textbook's loops over arrays of rows. */

import { FastRandom } from '../../test/reference/fast-random';
import { naiveEigenvalues, naiveHessian } from '../../test/reference/naive';
import { type Peer, timed } from '../peer';
import { drawLogistic } from './logistic-sample';

const rowsOf = (values: Float64Array, width: number) =>
  Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

export const naive: Peer = {
  name: 'arrays, naive',
  maxFeatures: 200,
  hessian({ x, g, features }) {
    const rows = rowsOf(x, features);
    const weights = [...g];
    return timed(
      () => naiveHessian(rows, weights),
      (matrix) => Float64Array.from(matrix.flat()),
    );
  },
  eigenvalues({ features, matrix }) {
    const rows = rowsOf(matrix, features);
    return timed(
      () => naiveEigenvalues(rows),
      (eigenvalues) => Float64Array.from(eigenvalues),
    );
  },
  trial(input) {
    const random = new FastRandom(2);
    return timed(
      () => {
        const { rows, g } = drawLogistic(input, random);
        return naiveEigenvalues(naiveHessian(rows, g));
      },
      (eigenvalues) => Float64Array.from(eigenvalues),
    );
  },
};
