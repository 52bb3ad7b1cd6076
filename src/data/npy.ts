/**
 * NumPy's array file: "\x93NUMPY", the version, the header's length (u16; u32 from version 2.0 on), the header (a Python dict, padded
 * with spaces so that the data begin at a multiple of 64, ended by a newline), the data. Version 1.0 is written, 1.0 to 3.0 are read;
 * what a header says is held against the file's size before any of it is believed.
 * Reference: numpy.lib.format.
 */

import { ModelError } from '../errors';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Bytes before the header in version 1.0. */
const PREFIX_BYTES = 10;
/** The same in version 2.0: the most that tells where the header ends. */
export const NPY_PREFIX_BYTES = 12;
const ALIGNMENT = 64;
/** The longest header that is read: NumPy writes at most some hundred bytes for an array of numbers. */
const LONGEST_HEADER = 65536;

/** `values` in C order as little-endian float64 (`<f8`), for `numpy.load`. */
export function encodeNpy(values: Float64Array, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== values.length || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) {
    throw new ModelError('encodeNpy: shape', `whole numbers with product ${values.length}`, shape);
  }

  // A tuple of one element needs its comma in Python.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const dataOffset = Math.ceil((PREFIX_BYTES + dict.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${dict.padEnd(dataOffset - PREFIX_BYTES - 1)}\n`;

  const bytes = new Uint8Array(dataOffset + 8 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), PREFIX_BYTES);
  values.forEach((value, k) => {
    view.setFloat64(dataOffset + 8 * k, value, true);
  });
  return bytes;
}

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
  /** The type of an element as the file writes it, '<f4' say. */
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
  const start = version === 1 ? PREFIX_BYTES : NPY_PREFIX_BYTES;
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
