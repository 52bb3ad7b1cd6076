/** ml-matrix: the JavaScript matrix library that most people meet first. */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { devDependencies } from '../../package.json';
import { FastRandom } from '../../test/reference/fast-random';
import { type Peer, timed } from '../peer';
import { drawLogistic } from './logistic-sample';

/** X^T (D X) / n, by its own operations. */
function hessianOf(x: Matrix, g: readonly number[]): Matrix {
  return x
    .transpose()
    .mmul(x.clone().mulColumnVector([...g]))
    .div(g.length);
}

const eigenvaluesOf = (matrix: Matrix) =>
  new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;

export const mlMatrix: Peer = {
  name: `ml-matrix ${devDependencies['ml-matrix']}`,
  note: 'its eigenvalue routine always computes the eigenvectors too: it does more than was asked',
  maxFeatures: 500,
  hessian({ x, g, samples, features }) {
    const rows = Matrix.from1DArray(samples, features, x);
    const weights = [...g];
    return timed(
      () => hessianOf(rows, weights),
      (matrix) => Float64Array.from(matrix.to1DArray()),
    );
  },
  eigenvalues({ features, matrix }) {
    const rows = Matrix.from1DArray(features, features, matrix);
    return timed(
      () => eigenvaluesOf(rows),
      (eigenvalues) => Float64Array.from(eigenvalues).sort(),
    );
  },
  trial(input) {
    const random = new FastRandom(3);
    return timed(
      () => {
        const { rows, g } = drawLogistic(input, random);
        return eigenvaluesOf(hessianOf(new Matrix(rows), g));
      },
      (eigenvalues) => Float64Array.from(eigenvalues).sort(),
    );
  },
};
