import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedWords } from '../../src/simulation/seed';
import { createKernels, type Kernels } from '../../src/wasm/kernels';
import { doubleOfHex } from '../reference/hex-float';
import recorded from '../reference/numpy-streams.json';

const HASHED = 100_000;
const STREAM_BYTES = 32;

let kernels: Kernels;
let stream: number;
let out: number;

beforeAll(async () => {
  kernels = await createKernels();
});

beforeEach(() => {
  kernels.arena.reset();
  stream = kernels.arena.allocate(STREAM_BYTES);
});

function begin(seed: bigint, spawnKey: readonly bigint[], count: number): void {
  kernels.exports.seedStream(stream, seedWords(seed), Uint32Array.from(spawnKey.flatMap((k) => [...seedWords(k)])));
  out = kernels.arena.allocate(8 * count);
}

function sha256(pointer: number, count: number): string {
  return createHash('sha256')
    .update(new Uint8Array(kernels.exports.memory.buffer, pointer, 8 * count))
    .digest('hex');
}

describe.each(recorded.streams)("NumPy's stream of seed $seed, key $spawnKey", (reference) => {
  const seed = BigInt(reference.seed);
  const spawnKey = reference.spawnKey.map(BigInt);

  it('gives the same raw words', () => {
    const count = reference.raw.length;
    begin(seed, spawnKey, count);
    kernels.exports.fillRaw(out, stream, count);
    const words = [...new BigUint64Array(kernels.exports.memory.buffer, out, count)];
    expect(words.map((word) => word.toString(16).padStart(16, '0'))).toEqual(reference.raw);
  });

  it.each(['normals', 'uniforms'] as const)('gives the same %s, the first ones and a hash of 100,000', (kind) => {
    begin(seed, spawnKey, HASHED);
    kernels.exports[kind === 'normals' ? 'fillNormals' : 'fillUniforms'](out, stream, HASHED);
    const first = reference[kind].map(doubleOfHex);
    expect([...kernels.arena.view(out, first.length)]).toEqual(first);
    expect(sha256(out, HASHED)).toBe(reference[`${kind}Sha256`]);
  });
});

describe('a stream', () => {
  it('goes on where the last call stopped', () => {
    const sizes = [1, 7, 0, 992];
    begin(2026n, [1n], 2000);
    kernels.exports.fillNormals(out, stream, 1000);
    const whole = kernels.arena.view(out, 1000).slice();
    begin(2026n, [1n], 2000);
    let at = out;
    for (const size of sizes) {
      kernels.exports.fillNormals(at, stream, size);
      at += 8 * size;
    }
    expect(kernels.arena.view(out, 1000)).toEqual(whole);
  });

  it('has standard normal moments, within 5 standard errors of 4 million values', () => {
    const count = 4_000_000;
    begin(11n, [], count);
    kernels.exports.fillNormals(out, stream, count);
    const sums = [0, 0, 0, 0, 0];
    let beyond = 0;
    for (const x of kernels.arena.view(out, count)) {
      for (let k = 1, power = x; k <= 4; k++, power *= x) sums[k] += power;
      if (Math.abs(x) > 3.6541528853610088) beyond++;
    }
    // E x^k, and E x^2k - (E x^k)^2, for k = 1 .. 4.
    const moments = [1, 0, 1, 0, 3];
    const variances = [0, 1, 2, 15, 96];
    for (let k = 1; k <= 4; k++) {
      expect(Math.abs(sums[k] / count - moments[k])).toBeLessThan(5 * Math.sqrt(variances[k] / count));
    }
    const tail = 2.5802e-4; // erfc(3.654.../sqrt 2)
    expect(Math.abs(beyond / count - tail)).toBeLessThan(5 * Math.sqrt(tail / count));
  });
});
