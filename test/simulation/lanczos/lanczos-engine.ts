/** The Lanczos machinery on a dense matrix, as the estimate puts it together on samples. */

import { type Ends, type ExtremesOptions, extremePairs } from '../../../src/simulation/lanczos/extreme-pairs';
import { type GaussRule, gaussRule, gaussRuleBytes } from '../../../src/simulation/lanczos/gauss-rule';
import { KrylovSpace } from '../../../src/simulation/lanczos/krylov-space';
import { packedOperator } from '../../../src/simulation/lanczos/operator';
import { RitzSolver } from '../../../src/simulation/lanczos/ritz';
import { Verification } from '../../../src/simulation/lanczos/verification';
import { createKernels } from '../../../src/wasm/kernels';

export async function createLanczos() {
  const kernels = await createKernels();
  const { exports, arena } = kernels;

  /** A space over the row-major matrix; random vectors from a stream of its own. */
  function spaceOf(rows: Float64Array, p: number, blocks: number) {
    arena.reset();
    const source = arena.allocate(rows.byteLength);
    arena.view(source, rows.length).set(rows);
    const matrix = arena.allocate(exports.packedBytes(p));
    exports.packedWrite(matrix, source, p);
    const stream = arena.allocate(32);
    exports.seedStream(stream, Uint32Array.of(5), Uint32Array.of(2));
    const operator = packedOperator(kernels, matrix, p);
    const space = new KrylovSpace(kernels, operator, blocks, stream);
    const solver = new RitzSolver(kernels, space.capacity);
    const verification = new Verification(kernels, operator);
    return { space, solver, verification };
  }

  async function extremes(
    rows: Float64Array,
    p: number,
    wanted: Ends,
    { blocks = 12, ...rest }: { readonly blocks?: number } & Partial<ExtremesOptions> = {},
  ) {
    const { space, solver, verification } = spaceOf(rows, p, blocks);
    space.begin();
    const options = { wanted, tolerance: 1e-9, maxMultiplications: 300, ...rest };
    const pairs = await extremePairs(space, solver, verification, options);
    const column = arena.allocate(8 * p);
    const vectors = pairs.indices.map((_, k) => {
      exports.blockColumn(column, pairs.vectors + Math.floor(k / 8) * space.blockBytes, k % 8, p);
      return exports.readVector(column, p);
    });
    return { ...pairs, vectors, multiplications: space.multiplications };
  }

  function rule(values: Float64Array, amplitudes: Float64Array, count: number): GaussRule {
    return gaussRule(kernels, values, amplitudes, count, arena.allocate(gaussRuleBytes(count)));
  }

  return { kernels, spaceOf, extremes, rule };
}

/** Q diag(values) Q^T, row-major, with Q a product of three reflections: any spectrum in a dense matrix. */
export function withSpectrum(values: ArrayLike<number>, uniform: () => number): Float64Array {
  const p = values.length;
  const rows = new Float64Array(p * p);
  for (let i = 0; i < p; i++) rows[i * (p + 1)] = values[i];
  for (let reflection = 0; reflection < 3; reflection++) {
    const v = Float64Array.from({ length: p }, uniform);
    const squares = v.reduce((sum, entry) => sum + entry * entry, 0);
    const image = v.map((_, i) => rows.subarray(i * p, (i + 1) * p).reduce((sum, entry, j) => sum + entry * v[j], 0));
    const overlap = image.reduce((sum, entry, i) => sum + entry * v[i], 0);
    const w = image.map((entry, i) => (2 / squares) * (entry - (overlap / squares) * v[i]));
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) rows[i * p + j] -= v[i] * w[j] + w[i] * v[j];
    }
  }
  return rows;
}
