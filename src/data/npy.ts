/**
 * NumPy's array file, version 1.0: "\x93NUMPY", the version, the header's length (u16), the header (a Python dict, padded
 * with spaces so that the data begin at a multiple of 64, ended by a newline), the data.
 * Reference: numpy.lib.format, "Format Version 1.0".
 */

import { ModelError } from '../errors';

const PREFIX_BYTES = 10;
const ALIGNMENT = 64;

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
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), PREFIX_BYTES);
  values.forEach((value, k) => {
    view.setFloat64(dataOffset + 8 * k, value, true);
  });
  return bytes;
}
