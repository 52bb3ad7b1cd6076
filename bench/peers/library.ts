/** This library: the kernels for the single stages, the public API for whole trials. */

import { defineModel, Engine, type Simd, type Spectrum, simulate, VERSION } from '../../src/index';
import { reductionSlices, reductionStages, reductionWorkBytes } from '../../src/simulation/reduction';
import { seedWords } from '../../src/simulation/seed';
import { createKernels } from '../../src/wasm/kernels';
import { kernelBytes } from '../../src/wasm/variant';
import { NORMALS_SEED, type TrialInput } from '../inputs';
import { type Peer, type Task, timed } from '../peer';
import { floorTask, packedBuildTask } from './floor';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

export const library = createLibrary({
  name: `hessian-eigenspectra ${VERSION}`,
  note: 'single stages call the kernels that simulate() calls; a whole trial is one call of simulate()',
  simd: 'plain',
});

export interface LibraryOptions {
  readonly name: string;
  readonly note?: string;
  readonly simd: Simd;
}

/** The library in this process, with SIMD of the kind that is named. */
export function createLibrary({ name, note, simd }: LibraryOptions): Required<Omit<Peer, 'maxFeatures' | 'close'>> {
  const kernelsOf = async () => createKernels(await kernelBytes({ simd, threads: 1 }));
  return {
    name,
    note: note ?? '',
    async normals(count): Promise<Task> {
      const { exports, arena } = await kernelsOf();
      const stream = arena.allocate(32);
      const out = arena.allocate(count * DOUBLE);
      exports.seedStream(stream, seedWords(NORMALS_SEED), new Uint32Array());
      return timed(
        () => exports.fillNormals(out, stream, count),
        () => arena.view(out, count).slice(),
      );
    },
    async hessian({ x, g, samples, features }): Promise<Task> {
      const { exports, arena } = await kernelsOf();
      const chunk = exports.chunkSamples(samples);
      const matrix = arena.allocate(exports.packedBytes(features));
      const panels = arena.allocate(exports.panelBytes(features, chunk));
      const strips = arena.allocate(exports.panelBytes(features, chunk));
      const rows = arena.allocate(x.byteLength);
      const weights = arena.allocate(g.byteLength);
      const dense = arena.allocate(features * features * DOUBLE);
      arena.view(rows, x.length).set(x);
      arena.view(weights, g.length).set(g);
      const run = () => {
        exports.hessianClear(matrix, features);
        for (let start = 0; start < samples; start += chunk) {
          const count = Math.min(chunk, samples - start);
          exports.packRows(panels, rows + start * features * DOUBLE, features, count);
          exports.hessianScale(strips, panels, weights + start * DOUBLE, samples, features, count);
          for (let first = 0; first < exports.blockCount(features); ) {
            const last = exports.hessianSliceEnd(first, features, count);
            exports.hessianAccumulate(matrix, panels, strips, features, count, first, last);
            first = last;
          }
        }
      };
      return timed(run, () => {
        exports.packedRead(dense, matrix, features);
        return arena.view(dense, features * features).slice();
      });
    },
    async eigenvalues({ features, matrix }): Promise<Task> {
      const kernels = await kernelsOf();
      const { exports, arena } = kernels;
      const stages = reductionStages(kernels, features, false);
      const dense = arena.allocate(matrix.byteLength);
      arena.view(dense, matrix.length).set(matrix);
      const packedBytes = exports.packedBytes(features);
      const source = arena.allocate(packedBytes);
      exports.packedWrite(source, dense, features);
      const packed = arena.allocate(packedBytes);
      const diagonal = arena.allocate(features * DOUBLE);
      const offDiagonal = arena.allocate(features * DOUBLE);
      const values = arena.allocate(features * DOUBLE);
      const work = arena.allocate(reductionWorkBytes(kernels, features, stages));
      const space = { matrix: packed, diagonal, offDiagonal, work };
      const rootWork = arena.allocate(exports.tridiagonalEigenvaluesWorkBytes(features));
      const run = () => {
        arena.copy(packed, source, packedBytes);
        for (const _ of reductionSlices(kernels, space, features, stages));
        return exports.tridiagonalEigenvalues(values, diagonal, offDiagonal, features, 0, features, rootWork);
      };
      return timed(run, (unconverged) => {
        if (unconverged > 0) throw new Error(`${unconverged} eigenvalues did not converge`);
        return arena.view(values, features).slice();
      });
    },
    trial: (input) => trialsTask(input, 1, simd),
    trials: (input, count) => trialsTask(input, count, simd),
    packedBuild: async (input) => packedBuildTask(await kernelsOf(), input),
    multiplyAdds: async (input) => floorTask(await kernelsOf(), input),
  };
}

async function trialsTask({ samples, features, mean, w, wStar }: TrialInput, count: number, simd: Simd): Promise<Task> {
  const engine = await Engine.create({ simd });
  const model = defineModel({
    samples,
    features,
    response: 'logistic',
    loss: 'logistic',
    mean: { values: mean },
    w: { values: w },
    wStar: { values: wStar },
  });
  let trial = 0;
  let spectrum: Spectrum;
  return {
    async time() {
      const start = performance.now();
      for (let k = 0; k < count; k++) spectrum = await simulate(model, { trial: trial++, engine });
      return performance.now() - start;
    },
    result: () => spectrum.eigenvalues,
  };
}
