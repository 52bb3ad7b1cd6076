/** The Hessian H = (1/n) sum_k g_k x_k x_k^T of samples and curvatures of the caller's, by the kernels that simulations use. */

import { ModelError } from '../errors';
import { rowsOf } from '../rows/row-source';
import { checkFinite, checkFiniteRows, checkFloat64Array } from '../rows/user-array';
import type { Kernels } from '../wasm/kernels';
import { sharedEngine } from './engine';
import type { Pacer } from './pacer';
import { accumulateRows, rowSpaceBytes } from './row-hessian';
import type { MatrixOptions } from './symmetric-eigenvalues';
import { layOut } from './workspace';

/**
 * H, p x p, row-major and symmetric to the bit. Entry (i, j) is within (n + 3) eps (1/n) sum_k |x_ki g_k x_kj|, to first order.
 * @param x n x p, row-major: row k is sample k
 * @param g n curvatures, of any sign
 * @throws ModelError where the lengths do not fit, or for NaN or Infinity, with its place
 * @throws MemoryError if H does not fit into WebAssembly's 4 GiB
 */
export async function hessianOf(
  x: Float64Array,
  g: Float64Array,
  { engine, signal }: MatrixOptions = {},
): Promise<Float64Array> {
  const samples = checkFloat64Array('g', g).length;
  const features = checkFloat64Array('x', x).length / samples;
  if (samples === 0) throw new ModelError('g', 'at least one curvature', 'none');
  if (!Number.isInteger(features)) {
    throw new ModelError('x', `a multiple of ${samples} numbers (n, the length of g)`, `${x.length} numbers`);
  }
  checkFiniteRows('x', x, features);
  checkFinite('g', g);
  if (features === 0) return new Float64Array(0);
  const conduct = { trial: 0, signal, onProgress: undefined };
  return (engine ?? (await sharedEngine())).compute(conduct, (kernels, pacer) => build(kernels, pacer, x, g, features));
}

async function build(
  kernels: Kernels,
  pacer: Pacer,
  x: Float64Array,
  g: Float64Array,
  features: number,
): Promise<Float64Array> {
  const { arena } = kernels;
  const samples = g.length;
  const space = layOut(kernels, rowSpaceBytes(kernels, samples, features));
  await accumulateRows(
    kernels,
    { chunk: kernels.exports.chunkSamples(samples), ...space },
    { source: rowsOf(x, features), samples },
    (start, count) => arena.view(space.weights, count).set(g.subarray(start, start + count)),
    (done) => pacer.breathe('build', done),
  );
  return unpack(kernels, space.matrix, space.rows, features);
}

/** The packed matrix in full; `row` is scratch. */
function unpack({ exports, arena }: Kernels, matrix: number, row: number, order: number): Float64Array {
  const out = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    exports.packedReadRow(row, matrix, i);
    const values = arena.view(row, i + 1);
    out.set(values, i * order);
    for (let j = 0; j < i; j++) out[j * order + i] = values[j];
  }
  return out;
}
