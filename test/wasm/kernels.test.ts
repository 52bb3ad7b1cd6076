import { describe, expect, it } from 'vitest';
import { MemoryError } from '../../src/errors';
import { ADDRESS_SPACE_BYTES } from '../../src/wasm/arena';
import { createKernels } from '../../src/wasm/kernels';

describe('the boundary', () => {
  it('carries vectors in and out as copies', async () => {
    const { exports, arena } = await createKernels();
    const values = Float64Array.of(1.5, -0, Number.MIN_VALUE, 1e300);
    const pointer = arena.allocate(values.byteLength);
    exports.writeVector(pointer, values);
    const first = exports.readVector(pointer, 4);
    exports.writeVector(pointer, new Float64Array(4));
    expect(first).toEqual(values);
    expect(exports.readVector(pointer, 4)).toEqual(new Float64Array(4));
  });

  it('collects its garbage: the 16 MiB heap outlives 800 MB of vectors, and the arena is untouched', async () => {
    const { exports, arena } = await createKernels();
    const values = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const pointer = arena.allocate(values.byteLength);
    exports.writeVector(pointer, values);
    for (let i = 0; i < 5_000; i++) {
      exports.writeVector(pointer, values);
      exports.readVector(pointer, values.length);
    }
    expect(exports.readVector(pointer, values.length)).toEqual(values);
    expect(exports.memory.buffer.byteLength).toBeLessThan(32 * 2 ** 20);
  });

  it('keeps what it holds when the memory grows', async () => {
    const { exports, arena } = await createKernels();
    const pointer = arena.allocate(8);
    exports.writeVector(pointer, Float64Array.of(42));
    arena.allocate(100 * 2 ** 20);
    expect(exports.readVector(pointer, 1)).toEqual(Float64Array.of(42));
  });

  it('refuses what 32-bit addresses cannot reach', async () => {
    const { arena } = await createKernels();
    expect(() => arena.allocate(ADDRESS_SPACE_BYTES)).toThrow(MemoryError);
    expect(() => arena.allocate(ADDRESS_SPACE_BYTES)).toThrow(/needs 4\.00 GiB/);
  });

  it('reuses its memory after a reset', async () => {
    const { exports, arena } = await createKernels();
    const first = arena.allocate(2 ** 24);
    const size = exports.memory.buffer.byteLength;
    arena.reset();
    expect(arena.allocate(2 ** 24)).toBe(first);
    expect(exports.memory.buffer.byteLength).toBe(size);
  });

  it('refuses bytes that are not its engine', async () => {
    await expect(createKernels(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))).rejects.toThrow();
    await expect(createKernels(new Uint8Array(8))).rejects.toThrow(WebAssembly.CompileError);
  });
});
