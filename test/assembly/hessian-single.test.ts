/** The build in single precision against the definition, within its stated bound; and both builds from memory of any alignment. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernels } from '../../src/wasm/kernels';
import { TestGenerator } from '../reference/generator';
import { naiveHessian } from '../reference/naive-hessian';

const { exports, arena } = await createKernels();

/** Unit roundoff of single precision, and its smallest positive number. */
const U = 2 ** -24;
const SMALLEST = 2 ** -149;

interface Build {
  readonly p: number;
  readonly rows: Float64Array;
  readonly g: Float64Array;
  /** Samples in a chunk. */
  readonly capacity: number;
  /** Bytes by which every region is off a multiple of 64. */
  readonly shift: number;
  readonly precision: 'double' | 'single';
}

/** H in full; memory held NaN before. */
function build({ p, rows, g, capacity, shift, precision }: Build): Float64Array {
  arena.reset();
  const n = g.length;
  const allocate = (bytes: number) => {
    const pointer = arena.allocate(bytes + 64) + shift;
    new Uint8Array(exports.memory.buffer, pointer, bytes).fill(255);
    return pointer;
  };
  const write = (pointer: number, values: Float64Array) =>
    new Uint8Array(exports.memory.buffer).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      pointer,
    );
  const matrix = allocate(exports.packedBytes(p));
  const panels = allocate(exports.panelBytes(p, capacity));
  const strips = allocate(exports.panelBytes(p, capacity));
  const single = allocate(exports.singlePanelBytes(p, capacity));
  const source = allocate(rows.byteLength);
  const weights = allocate(g.byteLength);
  write(source, rows);
  write(weights, g);
  exports.hessianClear(matrix, p);
  const blocks = exports.blockCount(p);
  for (let start = 0; start < n; start += capacity) {
    const count = Math.min(capacity, n - start);
    const chunkOfG = weights + 8 * start;
    exports.packRows(panels, source + 8 * p * start, p, count);
    if (precision === 'double') {
      exports.hessianScale(strips, panels, chunkOfG, n, p, count);
      exports.hessianAccumulate(matrix, panels, strips, p, count, 0, blocks);
    } else {
      const factor = exports.hessianRound(single, strips, panels, chunkOfG, n, p, count);
      // In two slices, of an even number of row blocks.
      const middle = Math.min(2 * Math.floor(blocks / 4), blocks);
      exports.hessianAccumulateSingle(matrix, single, strips, factor, count, 0, middle);
      exports.hessianAccumulateSingle(matrix, single, strips, factor, count, middle, blocks);
    }
  }
  const out = allocate(8 * p * p);
  exports.packedRead(out, matrix, p);
  return new Float64Array(exports.memory.buffer.slice(out, out + 8 * p * p));
}

const CURVATURES = [0, -0, 1e150, -1e150, 1e-150, -1e-300, 5e-324];

const shapes = fc.record({
  p: fc.integer({ min: 0, max: 130 }),
  n: fc.integer({ min: 0, max: 130 }),
  chunk: fc.integer({ min: 1, max: 130 }),
  shift: fc.integer({ min: 0, max: 63 }),
  seed: fc.nat(),
  /** Whether the curvatures are of many scales. */
  wild: fc.boolean(),
});

function sample(p: number, n: number, seed: number, wild: boolean) {
  const random = new TestGenerator(seed + 1);
  const rows = Float64Array.from({ length: n * p }, () => 3 * random.signed());
  const g = Float64Array.from({ length: n }, () => {
    const kind = wild ? Math.floor(random.uniform() * 12) : 12;
    return kind < CURVATURES.length ? CURVATURES[kind] : random.signed();
  });
  return { rows, g };
}

describe('H from memory of any alignment, for any p, n and chunk', () => {
  it.each(['double', 'single'] as const)('in %s precision', (precision) => {
    fc.assert(
      fc.property(shapes, ({ p, n, chunk, shift, seed, wild }) => {
        const { rows, g } = sample(p, n, seed, wild);
        const capacity = Math.min(chunk, Math.max(n, 1));
        const found = build({ p, rows, g, capacity, shift, precision });
        const { values, magnitudes } = naiveHessian(rows, g, p);
        const largestG = g.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        // Underflow: a term of a chunk, in units of its largest curvature, loses less than the smallest number times |x| + 1.
        const lost = precision === 'single' ? 16 * SMALLEST * largestG : n * Number.MIN_VALUE;
        const roundoff = precision === 'single' ? (capacity + 4) * U : 2 * (n + 3) * Number.EPSILON;
        for (let k = 0; k < p * p; k++) {
          if (!(Math.abs(found[k] - values[k]) <= roundoff * magnitudes[k] + lost)) {
            throw new Error(`entry ${k}: ${found[k]}, not ${values[k]}`);
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

it('rounds: single precision is not double precision', () => {
  const { rows, g } = sample(20, 50, 1, false);
  const shape = { p: 20, rows, g, capacity: 50, shift: 0 };
  const double = build({ ...shape, precision: 'double' });
  const single = build({ ...shape, precision: 'single' });
  const difference = Math.max(...double.map((value, k) => Math.abs(value - single[k])));
  expect(difference).toBeGreaterThan(U / 16);
});
