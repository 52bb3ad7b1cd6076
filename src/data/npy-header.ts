/**
 * The header of NumPy's array file, versions 1.0 to 3.0: what it says is held against the file's size before any of it is
 * believed. Reference: numpy.lib.format.
 */

/** The longest header that is read: NumPy writes at most some hundred bytes for an array of numbers. */
const LONGEST_HEADER = 65536;
/** "\x93NUMPY", two bytes of version, and the four of the length in version 2.0. */
export const NPY_PREFIX_BYTES = 12;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** How one element is read. */
type ElementReader = (view: DataView, offset: number, littleEndian: boolean) => number;

const READERS: Readonly<Record<string, ElementReader>> = {
  f8: (view, offset, little) => view.getFloat64(offset, little),
  f4: (view, offset, little) => view.getFloat32(offset, little),
  f2: (view, offset, little) => halfOf(view.getUint16(offset, little)),
  i8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  i4: (view, offset, little) => view.getInt32(offset, little),
  i2: (view, offset, little) => view.getInt16(offset, little),
  i1: (view, offset) => view.getInt8(offset),
  u8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  u4: (view, offset, little) => view.getUint32(offset, little),
  u2: (view, offset, little) => view.getUint16(offset, little),
  u1: (view, offset) => view.getUint8(offset),
  b1: (view, offset) => view.getUint8(offset),
};

export interface NpyLayout {
  /** As the file has it, '<f4' say. */
  readonly dtype: string;
  readonly itemBytes: number;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the data begin. */
  readonly dataOffset: number;
  readonly read: ElementReader;
}

/**
 * Where the header ends, from the file's first bytes.
 * @throws Error in one line, for what is no NPY file
 */
export function npyHeaderSpan(prefix: Uint8Array): { readonly start: number; readonly end: number } {
  if (prefix.length < NPY_PREFIX_BYTES || !MAGIC.every((byte, k) => prefix[k] === byte)) {
    throw new Error('not an NPY file (it does not begin with \\x93NUMPY)');
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const version = prefix[6];
  if (version < 1 || version > 3) throw new Error(`NPY version ${version}.${prefix[7]} is not one of 1.0, 2.0, 3.0`);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) throw new Error(`the NPY header is said to be ${length} bytes long`);
  return { start, end: start + length };
}

/**
 * @param text the header: a Python dict
 * @param fileBytes size of the whole file
 * @throws Error in one line, for elements that are not numbers, or a shape that does not fit the file
 */
export function parseNpyHeader(text: string, dataOffset: number, fileBytes: number): NpyLayout {
  const dtype = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const tuple = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (dtype === undefined || order === undefined || tuple === undefined) {
    throw new Error(
      "the NPY header lacks a plain 'descr', 'fortran_order' or 'shape' (structured arrays are not read)",
    );
  }
  if (/^[|<>=]?O/.test(dtype)) throw new Error('dtype object holds Python objects, not numbers');
  const [, byteOrder, type] = /^([|<>=]?)([fiub]\d+)$/.exec(dtype) ?? [];
  const read = READERS[type];
  if (read === undefined) throw new Error(`dtype ${dtype} is none of ${Object.keys(READERS).join(', ')}`);
  const shape = tuple
    .split(',')
    .map((part) => part.replace('L', '').trim())
    .filter((part) => part !== '')
    .map(Number);
  const itemBytes = Number(type.slice(1));
  const needed = shape.reduce((product, extent) => product * extent, itemBytes);
  const present = fileBytes - dataOffset;
  if (!Number.isSafeInteger(needed) || needed !== present) {
    throw new Error(`shape (${shape.join(', ')}) of ${dtype} takes ${needed} bytes of data, the file has ${present}`);
  }
  return { dtype, itemBytes, littleEndian: byteOrder !== '>', fortranOrder: order === 'True', shape, dataOffset, read };
}

/** IEEE 754 binary16. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
