/** Whole trials against NumPy's, step by step and end to end (recorded by test/reference/make-numpy-trial.py). */

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JOB_BYTES, writeSampleJob } from '../../src/simulation/sampler';
import { seedWords } from '../../src/simulation/seed';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/numpy-trials.json';

const EPSILON = Number.EPSILON;

let kernels: Kernels;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
});

function doubles(text: string): Float64Array {
  return Float64Array.from(text.split(' '), doubleOfHex);
}

/** Places `values` in the arena, padded with zeros to a multiple of 8. */
function place(values: Float64Array): number {
  const { exports, arena } = kernels;
  const length = exports.paddedOrder(values.length);
  const pointer = arena.allocate(8 * length);
  arena.view(pointer, length).fill(0);
  arena.view(pointer, values.length).set(values);
  return pointer;
}

function largest(values: Iterable<number>): number {
  let most = 0;
  for (const x of values) most = Math.max(most, Math.abs(x));
  return most;
}

describe.each(recorded.trials.map((trial) => [`${trial.model.response}, ${trial.model.loss}`, trial] as const))(
  "NumPy's trial: %s",
  (_name, trial) => {
    const { model } = trial;
    const { samples: n, features: p } = model;
    const reference = Object.fromEntries(
      Object.entries(trial.vectors).map(([name, text]) => [name, doubles(text)]),
    ) as Record<keyof typeof trial.vectors, Float64Array>;
    const rows = Float64Array.from(trial.X.flatMap((row) => [...doubles(row)]));
    const lower = trial.H.map(doubles);
    const noise = 'noise' in model ? (model.noise ?? 0) : 0;
    const bound = 'bound' in model ? (model.bound ?? 0) : 0;

    /** Starts trial t's stream k: 0 for features, 1 for responses. */
    function begin(k: number): number {
      const stream = kernels.arena.allocate(32);
      const spawnKey = Uint32Array.from([...seedWords(BigInt(model.trial)), k]);
      kernels.exports.seedStream(stream, seedWords(BigInt(model.seed)), spawnKey);
      return stream;
    }

    function simulate() {
      const { exports, arena } = kernels;
      const vectors = [reference.mean, reference.scale, reference.w, reference.wStar].map(place);
      const [mean, scale, w, wStar] = vectors;
      const panels = arena.allocate(exports.panelBytes(p, n));
      const strips = arena.allocate(exports.panelBytes(p, n));
      const [h, hStar, u, y, g] = [0, 0, 0, 0, 0].map(() => arena.allocate(8 * n));
      const row = arena.allocate(8 * exports.paddedOrder(p));
      const matrix = arena.allocate(exports.packedBytes(p));
      const job = arena.allocate(SAMPLE_JOB_BYTES);
      const fields = { h, hStar, stream: begin(0), mean, scale, w, wStar, row, factor: 0, p };
      writeSampleJob(kernels, job, { ...fields, entries: 0, degrees: 0, correlation: 0 });
      exports.sampleChunk(job, panels, n);
      exports.fillUniforms(u, begin(1), n);
      exports.respond(y, hStar, u, exports.responseKind(model.response), noise, n);
      exports.curvature(g, y, h, exports.curvatureKind(model.loss), bound, n);
      exports.hessianClear(matrix, p);
      exports.hessianScale(strips, panels, g, n, p, n);
      exports.hessianAccumulate(matrix, panels, strips, p, n, 0, exports.blockCount(p));
      return { panels, u, y, h, hStar, g, matrix };
    }

    it('has the same X, to one unit in the last place', () => {
      const { exports, arena } = kernels;
      const { panels } = simulate();
      const stride = exports.panelBytes(8, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < p; j++) {
          const [x] = arena.view(panels + (j >> 3) * stride + 64 * i + 8 * (j & 7), 1);
          expect(Math.abs(x - rows[i * p + j])).toBeLessThanOrEqual(EPSILON * Math.abs(rows[i * p + j]));
        }
      }
    });

    it('has the same uniforms, and the same labels', () => {
      const { arena } = kernels;
      const { u, y } = simulate();
      expect(arena.view(u, n).slice()).toEqual(reference.u);
      if (model.response === 'logistic' || model.response === 'probit') {
        expect(arena.view(y, n).slice()).toEqual(reference.y);
      }
    });

    it("has the same y and g where it is given NumPy's own fields, to a few units", () => {
      const { exports, arena } = kernels;
      const [h, hStar, u, y] = [reference.h, reference.hStar, reference.u, reference.y].map(place);
      const [ownY, g] = [0, 0].map(() => arena.allocate(8 * n));
      exports.respond(ownY, hStar, u, exports.responseKind(model.response), noise, n);
      exports.curvature(g, y, h, exports.curvatureKind(model.loss), bound, n);
      for (let i = 0; i < n; i++) {
        const signal = model.response === 'phase-retrieval' ? reference.hStar[i] ** 2 : Math.abs(reference.hStar[i]);
        const size = model.response === 'logistic' || model.response === 'probit' ? 0 : signal + noise * 8;
        expect(Math.abs(arena.view(ownY, n)[i] - reference.y[i])).toBeLessThanOrEqual(EPSILON * size);
        // Either formula of the curvature makes at most 4 roundings.
        const terms = Math.abs(reference.g[i]) + (model.loss === 'phase-retrieval' ? Math.abs(reference.y[i]) : 0);
        expect(Math.abs(arena.view(g, n)[i] - reference.g[i])).toBeLessThanOrEqual(8 * EPSILON * terms);
      }
    });

    it('has the same H, and the moments of its eigenvalues', () => {
      const { exports, arena } = kernels;
      const { matrix } = simulate();
      const eigenvalues = doubles(trial.eigenvalues);
      const norm = largest(eigenvalues);
      const out = arena.allocate(8 * p * p);
      exports.packedRead(out, matrix, p);
      const values = arena.view(out, p * p);
      // Summation leaves (n + p) eps = 2e-14 of the norm; an exponential curvature multiplies that of h by |h|.
      for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) expect(Math.abs(values[i * p + j] - lower[i][j])).toBeLessThan(1e-13 * norm);
      }
      const trace = eigenvalues.reduce((sum, x) => sum + x, 0);
      const squares = eigenvalues.reduce((sum, x) => sum + x * x, 0);
      expect(Math.abs(exports.packedTrace(matrix, p) - trace)).toBeLessThan(1e-13 * p * norm);
      expect(Math.abs(exports.packedFrobeniusSquared(matrix, p) - squares)).toBeLessThan(1e-13 * p * norm ** 2);
    });

    it('lies in the signal frame that the cosine basis gives', () => {
      const { exports, arena } = kernels;
      const out = arena.allocate(8 * p);
      for (const name of ['mean', 'w', 'wStar'] as const) {
        let start = 0;
        for (const size of model.sizes) {
          const block = new Float64Array(size);
          model[name].forEach((coordinate, index) => {
            exports.cosineDirection(out, size, index);
            arena.view(out, size).forEach((v, k) => {
              block[k] += coordinate * Math.sqrt(size / p) * v;
            });
          });
          block.forEach((value, k) => {
            expect(Math.abs(value - reference[name][start + k])).toBeLessThan(20 * EPSILON);
          });
          start += size;
        }
      }
    });
  },
);
