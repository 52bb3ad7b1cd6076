import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { TestGenerator } from '../reference/generator';
import { naiveHessian } from '../reference/naive-hessian';

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
});

/** Builds H of the samples in `rows` in chunks of at most `capacity`, and gives the pointer to the packed matrix. */
function build(rows: Float64Array, g: Float64Array, p: number, capacity: number, blocksAtOnce = Infinity): number {
  const { exports, arena } = kernels;
  const n = g.length;
  const matrix = arena.allocate(exports.packedBytes(p));
  const panels = arena.allocate(exports.panelBytes(p, capacity));
  const strips = arena.allocate(exports.panelBytes(p, capacity));
  const samples = arena.allocate(rows.byteLength);
  const curvature = arena.allocate(g.byteLength);
  // What was in memory before must not matter.
  for (const [pointer, bytes] of [
    [matrix, exports.packedBytes(p)],
    [panels, exports.panelBytes(p, capacity)],
    [strips, exports.panelBytes(p, capacity)],
  ]) {
    arena.view(pointer, bytes / 8).fill(Number.NaN);
  }
  arena.view(samples, rows.length).set(rows);
  arena.view(curvature, n).set(g);

  exports.hessianClear(matrix, p);
  for (let start = 0; start < n; start += capacity) {
    const count = Math.min(capacity, n - start);
    exports.packRows(panels, samples + 8 * p * start, p, count);
    exports.hessianScale(strips, panels, curvature + 8 * start, n, p, count);
    const blocks = exports.blockCount(p);
    for (let first = 0; first < blocks; first += blocksAtOnce) {
      exports.hessianAccumulate(matrix, panels, strips, p, count, first, Math.min(first + blocksAtOnce, blocks));
    }
  }
  return matrix;
}

function unpack(matrix: number, p: number): Float64Array {
  const out = kernels.arena.allocate(8 * p * p);
  kernels.exports.packedRead(out, matrix, p);
  return kernels.arena.view(out, p * p).slice();
}

function expectClose(p: number, n: number, rows: Float64Array, g: Float64Array, capacity: number): void {
  const found = unpack(build(rows, g, p, capacity), p);
  const { values, magnitudes } = naiveHessian(rows, g, p);
  // Both sum n terms of three roundings each, in different orders; below the smallest normal number errors are absolute.
  for (let k = 0; k < p * p; k++) {
    const bound = 2 * (n + 3) * Number.EPSILON * magnitudes[k] + n * Number.MIN_VALUE;
    expect(Math.abs(found[k] - values[k])).toBeLessThanOrEqual(bound);
  }
}

function sampleRows(random: TestGenerator, n: number, p: number): Float64Array {
  return Float64Array.from({ length: n * p }, () => 3 * random.signed());
}

const CURVATURES: Record<string, (random: TestGenerator, i: number) => number> = {
  'of one sign': (random) => random.uniform(),
  'of both signs': (random) => random.signed(),
  'with zeros': (random, i) => (i % 3 === 0 ? 0 : random.signed()),
  'huge and tiny': (random, i) => random.signed() * [1e150, 1e-150, 1, -1e-300][i % 4],
  zero: () => 0,
};

describe.each(Object.entries(CURVATURES))('H with curvature %s', (_name, curvature) => {
  it('is the sum that defines it, for any p and n', () => {
    const random = new TestGenerator(2103);
    for (let trial = 0; trial < 25; trial++) {
      const p = random.integer(1, 130);
      const n = random.integer(1, 130);
      const rows = sampleRows(random, n, p);
      const g = Float64Array.from({ length: n }, (_, i) => curvature(random, i));
      expectClose(p, n, rows, g, random.integer(1, n));
    }
  });
});

it.each([1, 7, 8, 9, 15, 16, 17])('H of order %i, one sample', (p) => {
  expectClose(p, 1, sampleRows(new TestGenerator(p), 1, p), Float64Array.of(-2), 1);
});

describe('the packed H', () => {
  const p = 45;
  const n = 70;
  const random = new TestGenerator(5);
  const rows = sampleRows(random, n, p);
  const g = Float64Array.from({ length: n }, () => random.signed());

  it('has symmetric diagonal blocks, and zeros beyond p', () => {
    const { exports, arena } = kernels;
    const matrix = build(rows, g, p, 32);
    const at = (i: number, j: number) => arena.view(matrix + exports.packedOffset(i, j), 1)[0];
    for (let i = 0; i < exports.paddedOrder(p); i++) {
      for (let j = 0; j < 8 * ((i >> 3) + 1); j++) {
        if (i >= p || j >= p) expect(at(i, j)).toBe(0);
        if (i >> 3 === j >> 3) expect(at(i, j)).toBe(at(j, i));
      }
    }
  });

  it('does not depend on how a chunk is sliced into row blocks', () => {
    const whole = unpack(build(rows, g, p, n), p);
    expect(unpack(build(rows, g, p, n, 1), p)).toEqual(whole);
    expect(unpack(build(rows, g, p, n, 4), p)).toEqual(whole);
  });

  it('has the trace (1/n) sum g |x|^2', () => {
    const matrix = build(rows, g, p, 32);
    let trace = 0;
    let magnitude = 0;
    for (let i = 0; i < n; i++) {
      const square = rows.subarray(i * p, (i + 1) * p).reduce((total, x) => total + x * x, 0);
      trace += (g[i] * square) / n;
      magnitude += Math.abs(g[i] * square) / n;
    }
    const bound = 2 * (n + p) * Number.EPSILON * magnitude;
    expect(Math.abs(kernels.exports.packedTrace(matrix, p) - trace)).toBeLessThanOrEqual(bound);
  });
});

describe('chunks', () => {
  it.each([1, 4, 191, 192, 193, 1000, 6000, 1_000_003])('share %i samples evenly', (n) => {
    const size = kernels.exports.chunkSamples(n);
    const chunks = Math.ceil(n / size);
    expect(size).toBeLessThanOrEqual(192);
    expect(chunks).toBe(Math.ceil(n / 192));
    // None but the last may be short, and by less than one sample for each chunk.
    expect(size * chunks - n).toBeLessThan(chunks);
  });

  it.each([1, 8, 100, 188, 192])('of %i samples have room in panels whose stride is no power of two', (count) => {
    const stride = kernels.exports.panelBytes(8, count) / 64;
    expect(stride).toBeGreaterThanOrEqual(count);
    expect(stride % 8).toBe(4);
  });

  it('are sliced into row blocks of bounded work, each at least one', () => {
    const { hessianSliceEnd, blockCount } = kernels.exports;
    const p = 10_000;
    const work = (t: number) => 64 * (t + 1) * 192;
    let first = 0;
    while (first < blockCount(p)) {
      const end = hessianSliceEnd(first, p, 192);
      expect(end).toBeGreaterThan(first);
      let sum = 0;
      for (let t = first; t < end - 1; t++) sum += work(t);
      expect(sum).toBeLessThan(1e8);
      first = end;
    }
    expect(first).toBe(blockCount(p));
    expect(hessianSliceEnd(0, 500, 192)).toBe(blockCount(500));
  });
});
