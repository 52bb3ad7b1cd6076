import { describe, expect, it } from 'vitest';
import { defineModel } from '../../src/model/define-model';
import { Pacer } from '../../src/simulation/pacer';
import { runTrial } from '../../src/simulation/trial';
import { bytesNeeded, type Precision } from '../../src/simulation/workspace';
import { createKernels } from '../../src/wasm/kernels';

const modelOf = (features: number, samples: number) =>
  defineModel({ features, samples, response: 'logistic', loss: 'logistic', mean: [1], w: [0, 1], wStar: [0, 1] });

const run = { seed: 0, trial: 0, eigenvalues: 'all', signal: undefined, onProgress: undefined } as const;

describe('bytesNeeded', () => {
  it.each([
    { features: 3, samples: 2, pairs: 0, precision: 'double' },
    { features: 50, samples: 150, pairs: 0, precision: 'double' },
    { features: 129, samples: 1000, pairs: 0, precision: 'single' },
    { features: 300, samples: 600, pairs: 0, precision: 'double' },
    { features: 300, samples: 600, pairs: 3, precision: 'single' },
    { features: 515, samples: 77, pairs: 1, precision: 'double' },
    { features: 2000, samples: 40, pairs: 0, precision: 'double' },
    { features: 2001, samples: 40, pairs: 1, precision: 'double' },
  ] as const)('holds for $features x $samples, $pairs pairs, $precision', async (size) => {
    const { features, samples, pairs } = size;
    const kernels = await createKernels();
    const before = kernels.exports.memory.buffer.byteLength;
    const indices = Array.from({ length: pairs }, (_, i) => i);
    const precision: Precision = size.precision;
    const pacer = new Pacer(0, undefined, undefined);
    await runTrial(kernels, modelOf(features, samples), { ...run, pairs: indices, precision }, pacer);
    const { peakBytes } = kernels.arena;
    const bound = bytesNeeded(features, samples, { pairs });
    expect(peakBytes).toBeLessThanOrEqual(bound);
    // Tight: what is more is scratch of the narrower panels, and spare samples of a chunk.
    expect(bound - peakBytes).toBeLessThanOrEqual(800 * (features + 7) + 16384);
    // The memory itself grows by no more than that, in pages.
    expect(kernels.exports.memory.buffer.byteLength - before).toBeLessThanOrEqual(Math.ceil(bound / 65536) * 65536);
  });

  it('is what many trials need, too: the arena grows once', async () => {
    const kernels = await createKernels();
    const pacer = new Pacer(0, undefined, undefined);
    const sizes: number[] = [];
    for (const features of [80, 40, 80, 80]) {
      for (let trial = 0; trial < 3; trial++) {
        const options = { ...run, trial, pairs: [0], precision: 'double' } as const;
        await runTrial(kernels, modelOf(features, 200), options, pacer);
        kernels.arena.reset();
        sizes.push(kernels.exports.memory.buffer.byteLength);
      }
    }
    expect(new Set(sizes).size).toBe(1);
  });
});
