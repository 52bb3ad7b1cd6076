// as-bind ships no usable types; these cover the part of its runtime that we use.
declare module 'as-bind/dist/as-bind.esm.js' {
  export type BoundExports = Record<string, unknown> & { readonly memory: WebAssembly.Memory };
  interface BoundInstance {
    readonly exports: BoundExports;
    /** What the compile-time transform wrote down. */
    readonly typeDescriptor: { readonly exportedFunctions: Record<string, unknown> };
    getTypeId(name: string): number;
  }
  interface Converter {
    ascToJs(instance: BoundInstance, pointer: number, type: string): unknown;
    jsToAsc(instance: BoundInstance, value: never, type: string): number;
  }
  export const converters: Map<string | RegExp, Converter>;
  export function instantiate(source: BufferSource, imports: WebAssembly.Imports): Promise<BoundInstance>;
}
