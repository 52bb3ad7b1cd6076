/** numeric.js: what one finds first when one looks for eigenvalues in JavaScript; not maintained since 2012. */

import numeric from 'numeric';
import { devDependencies } from '../../package.json';
import { FastRandom } from '../../test/reference/fast-random';
import { type Peer, timed } from '../peer';
import { drawLogistic } from './logistic-sample';

const rowsOf = (values: Float64Array, width: number) =>
  Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

/** X^T (D X) / n, by its own operations. */
function hessianOf(x: number[][], g: readonly number[]): number[][] {
  const scaled = x.map((row, i) => numeric.mul(g[i] / g.length, row));
  return numeric.dot(numeric.transpose(x), scaled);
}

const eigenvaluesOf = (matrix: number[][]) => Float64Array.from(numeric.eig(matrix).lambda.x).sort();

export const numericJs: Peer = {
  name: `numeric ${devDependencies.numeric}`,
  note: 'its eigenvalue routine is for matrices without symmetry, and computes the eigenvectors too',
  maxFeatures: 50,
  hessian({ x, g, features }) {
    const rows = rowsOf(x, features);
    const weights = [...g];
    return timed(
      () => hessianOf(rows, weights),
      (matrix) => Float64Array.from(matrix.flat()),
    );
  },
  eigenvalues({ features, matrix }) {
    const rows = rowsOf(matrix, features);
    return timed(
      () => eigenvaluesOf(rows),
      (eigenvalues) => eigenvalues,
    );
  },
  trial(input) {
    const random = new FastRandom(4);
    return timed(
      () => {
        const { rows, g } = drawLogistic(input, random);
        return eigenvaluesOf(hessianOf(rows, g));
      },
      (eigenvalues) => eigenvalues,
    );
  },
};
