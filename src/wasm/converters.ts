// as-bind's bundled loader reads the run-time type table of AssemblyScript 0.19. These converters read today's layout, and
// copy: as-bind by itself hands out a view of unpinned memory, which a later call overwrites.
import { converters } from 'as-bind/dist/as-bind.esm.js';

interface Runtime {
  readonly memory: WebAssembly.Memory;
  __new(byteLength: number, typeId: number): number;
  __pin(pointer: number): number;
  __unpin(pointer: number): void;
}

// Fixed by the AssemblyScript runtime.
const ARRAY_BUFFER_ID = 1;
const STRING_ID = 2;
/** A typed array's object: buffer (u32), dataStart (u32), byteLength (u32). */
const TYPED_ARRAY_BYTES = 12;

const typedArrays = { Float64Array, Uint32Array } as const;

/** Replaces as-bind's converters. A call and not a side effect of the import, which a bundler may drop. */
export function installConverters(): void {
  for (const [name, TypedArray] of Object.entries(typedArrays)) {
    converters.set(`~lib/typedarray/${name}`, {
      jsToAsc(instance, value: Float64Array | Uint32Array, type) {
        const runtime = instance.exports as unknown as Runtime;
        // Pinned while the second allocation may collect.
        const buffer = runtime.__pin(runtime.__new(value.byteLength, ARRAY_BUFFER_ID)) >>> 0;
        const pointer = runtime.__new(TYPED_ARRAY_BYTES, instance.getTypeId(type)) >>> 0;
        new Uint32Array(runtime.memory.buffer, pointer, 3).set([buffer, buffer, value.byteLength]);
        new TypedArray(runtime.memory.buffer, buffer, value.length).set(value);
        runtime.__unpin(buffer);
        return pointer;
      },
      ascToJs(instance, pointer) {
        const { memory } = instance.exports;
        const [, start, byteLength] = new Uint32Array(memory.buffer, pointer >>> 0, 3);
        return new TypedArray(memory.buffer, start, byteLength / TypedArray.BYTES_PER_ELEMENT).slice();
      },
    });
  }

  converters.set('~lib/string/String', {
    jsToAsc(instance, value: string) {
      const runtime = instance.exports as unknown as Runtime;
      const pointer = runtime.__new(value.length * 2, STRING_ID) >>> 0;
      const units = new Uint16Array(runtime.memory.buffer, pointer, value.length);
      for (let i = 0; i < value.length; i++) units[i] = value.charCodeAt(i);
      return pointer;
    },
    ascToJs(instance, pointer) {
      const { buffer } = instance.exports.memory;
      const start = pointer >>> 0;
      const byteLength = new Uint32Array(buffer, start - 4, 1)[0];
      return String.fromCharCode(...new Uint16Array(buffer, start, byteLength / 2));
    },
  });
}
