import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JOB_BYTES, writeSampleJob } from '../../src/simulation/sampler';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { TestGenerator } from '../reference/generator';

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
});

describe('the cosine basis', () => {
  function direction(count: number, index: number): Float64Array {
    const out = kernels.arena.allocate(8 * count);
    kernels.exports.cosineDirection(out, count, index);
    return kernels.arena.view(out, count).slice();
  }

  it.each([1, 2, 3, 8, 25, 100])('of %i coordinates is orthonormal', (count) => {
    const basis = Array.from({ length: count }, (_, index) => direction(count, index));
    for (const [j, a] of basis.entries()) {
      for (const [k, b] of basis.entries()) {
        const product = a.reduce((sum, x, i) => sum + x * b[i], 0);
        // Entries are right to some 10 eps / sqrt(count) (the angle, its cosine, the norm); their products add up.
        expect(Math.abs(product - Number(j === k))).toBeLessThanOrEqual(2 * (10 + count) * Number.EPSILON);
      }
    }
  });

  it('has a constant vector 0 and a vector 1 that falls', () => {
    expect(new Set(direction(16, 0))).toEqual(new Set([0.25]));
    const first = direction(16, 1);
    for (let k = 1; k < 16; k++) expect(first[k]).toBeLessThan(first[k - 1]);
    expect(first[0]).toBeCloseTo(Math.sqrt(1 / 8) * Math.cos(Math.PI / 32), 14);
  });

  it('keeps its accuracy at large angles', () => {
    const count = 100_000;
    const last = direction(count, count - 1);
    // cos(pi (m - 1)(2k + 1) / 2m) = (-1)^k sin(pi (2k + 1) / 2m).
    for (const k of [0, 1, 12_345, 99_999]) {
      const exact = Math.sqrt(2 / count) * (k % 2 === 0 ? 1 : -1) * Math.sin((Math.PI * (2 * k + 1)) / (2 * count));
      expect(Math.abs(last[k] - exact)).toBeLessThan(Math.sqrt(2 / count) * 10 * Number.EPSILON);
    }
  });
});

describe.each([
  [1, 5],
  [8, 3],
  [13, 7],
  [100, 37],
])('a chunk of p = %i features and %i samples', (p, count) => {
  const names = ['mean', 'scale', 'w', 'wStar'] as const;

  function draw() {
    const { exports, arena } = kernels;
    const random = new TestGenerator(p + count);
    const padded = exports.paddedOrder(p);
    const stream = arena.allocate(32);
    const pointers = names.map(() => arena.allocate(8 * padded));
    for (const pointer of pointers) {
      arena.view(pointer, padded).fill(0);
      for (let j = 0; j < p; j++) arena.view(pointer, p)[j] = random.signed();
    }
    const panels = arena.allocate(exports.panelBytes(p, count));
    const packed = arena.allocate(exports.panelBytes(p, count));
    const [h, hStar] = [0, 0].map(() => arena.allocate(8 * count));
    const row = arena.allocate(8 * padded);
    const normals = arena.allocate(8 * p * count);
    const begin = () => exports.seedStream(stream, Uint32Array.of(17), Uint32Array.of(0, 0));
    begin();
    exports.fillNormals(normals, stream, p * count);
    arena.view(panels, exports.panelBytes(p, count) / 8).fill(Number.NaN);
    arena.view(row, padded).fill(Number.NaN);
    begin();
    const [mean, scale, w, wStar] = pointers;
    const job = arena.allocate(SAMPLE_JOB_BYTES);
    const fields = { h, hStar, stream, mean, scale, w, wStar, row, factor: 0, p };
    writeSampleJob(kernels, job, { ...fields, entries: 0, degrees: 0, correlation: 0 });
    exports.sampleChunk(job, panels, count);

    const vector = (pointer: number, length: number) => arena.view(pointer, length).slice();
    const vectors = Object.fromEntries(names.map((name, k) => [name, vector(pointers[k], p)]));
    const rows = vector(normals, p * count).map((z, k) => vectors.mean[k % p] + vectors.scale[k % p] * z);
    arena.view(normals, p * count).set(rows);
    arena.view(packed, exports.panelBytes(p, count) / 8).fill(Number.NaN);
    exports.packRows(packed, normals, p, count);
    return { ...vectors, rows, panels, packed, fields: { w: vector(h, count), wStar: vector(hStar, count) } };
  }

  it('is mean + scale z in the order of the stream, bit for bit, in the panels that rows are packed into', () => {
    const { panels, packed } = draw();
    const length = kernels.exports.panelBytes(p, count) / 8;
    expect(kernels.arena.view(panels, length)).toEqual(kernels.arena.view(packed, length));
  });

  it('lays sample i of rows 8t .. 8t + 7 in one cache line, zeros beyond p', () => {
    const { exports, arena } = kernels;
    const { rows, packed } = draw();
    const stride = exports.panelBytes(8, count);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < exports.paddedOrder(p); j++) {
        const [found] = arena.view(packed + (j >> 3) * stride + 64 * i + 8 * (j & 7), 1);
        expect(found).toBe(j < p ? rows[i * p + j] : 0);
      }
    }
  });

  it('gives h = w . x and hStar = wStar . x', () => {
    const drawn = draw();
    for (const name of ['w', 'wStar'] as const) {
      const direction = (drawn as unknown as Record<string, Float64Array>)[name];
      for (let i = 0; i < count; i++) {
        const terms = [...direction].map((value, j) => value * drawn.rows[i * p + j]);
        const magnitude = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        const product = terms.reduce((sum, term) => sum + term, 0);
        expect(Math.abs(drawn.fields[name][i] - product)).toBeLessThanOrEqual(2 * p * Number.EPSILON * magnitude);
      }
    }
  });
});
