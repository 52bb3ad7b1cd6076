/** The eigenvalue kernels on plain arrays, as a host would call them. */

import { createKernels } from '../../src/wasm/kernels';

export interface Tridiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
}

export async function createEigenEngine() {
  const { exports, arena } = await createKernels();

  function vector(values: ArrayLike<number>): number {
    const pointer = arena.allocate(8 * values.length);
    arena.view(pointer, values.length).set(values);
    return pointer;
  }

  function read(pointer: number, length: number): Float64Array {
    return arena.view(pointer, length).slice();
  }

  /** Packs a row-major matrix. */
  function pack(rows: Float64Array, p: number): number {
    const matrix = arena.allocate(exports.packedBytes(p));
    exports.packedWrite(matrix, vector(rows), p);
    return matrix;
  }

  /** Reduces a row-major matrix; `reflectors` points to what is left in the place of the packed matrix. */
  function tridiagonalize(rows: Float64Array, p: number): Tridiagonal & { readonly reflectors: number } {
    arena.reset();
    const matrix = pack(rows, p);
    const work = arena.allocate(exports.tridiagonalWorkBytes(p));
    const d = arena.allocate(8 * p);
    const e = arena.allocate(8 * p);
    for (let left = p; left > 0; ) left = exports.tridiagonalizePanel(d, e, matrix, work, p, left);
    return { d: read(d, p), e: read(e, Math.max(p - 1, 0)), reflectors: matrix };
  }

  /** The same in two stages, by way of a band. */
  function tridiagonalizeInTwo(rows: Float64Array, p: number): Tridiagonal {
    arena.reset();
    const matrix = pack(rows, p);
    const work = arena.allocate(exports.twoStageWorkBytes(p));
    const d = arena.allocate(8 * p);
    const e = arena.allocate(8 * p);
    for (let left = p; left > 0; ) left = exports.reduceToBand(matrix, work, p, left);
    for (let left = p; left > 0; ) left = exports.tridiagonalizeBand(d, e, matrix, work, p, left);
    return { d: read(d, p), e: read(e, Math.max(p - 1, 0)) };
  }

  function eigenvaluesQl({ d, e }: Tridiagonal): { readonly values: Float64Array; readonly status: number } {
    arena.reset();
    const values = vector(d);
    const status = exports.eigenvaluesQl(values, vector(e), d.length);
    return { values: read(values, d.length), status };
  }

  /** The routines that keep d and e. */
  function eigenvaluesWith(name: 'eigenvaluesSturm' | 'tridiagonalEigenvalues', { d, e }: Tridiagonal) {
    arena.reset();
    const n = d.length;
    const values = arena.allocate(8 * n);
    const work = arena.allocate(exports[`${name}WorkBytes`](n));
    const status = exports[name](values, vector(d), vector(e), n, 0, n, work);
    return { values: read(values, n), status };
  }

  const eigenvaluesSturm = (matrix: Tridiagonal) => eigenvaluesWith('eigenvaluesSturm', matrix);
  const tridiagonalEigenvalues = (matrix: Tridiagonal) => eigenvaluesWith('tridiagonalEigenvalues', matrix);

  function sturmCount({ d, e }: Tridiagonal, shift: number): number {
    arena.reset();
    return exports.sturmCount(vector(d), vector(e), d.length, shift);
  }

  function sturmCounts({ d, e }: Tridiagonal, shifts: ArrayLike<number>): Int32Array {
    arena.reset();
    const out = arena.allocate(4 * shifts.length);
    exports.sturmCounts(out, vector(d), vector(e), d.length, vector(shifts), shifts.length);
    return new Int32Array(exports.memory.buffer, out, shifts.length).slice();
  }

  return {
    exports,
    arena,
    vector,
    read,
    pack,
    tridiagonalize,
    tridiagonalizeInTwo,
    eigenvaluesQl,
    eigenvaluesSturm,
    tridiagonalEigenvalues,
    sturmCount,
    sturmCounts,
  };
}

export type EigenEngine = Awaited<ReturnType<typeof createEigenEngine>>;
