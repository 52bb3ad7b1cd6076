import { describe, expect, it } from 'vitest';
import { encodeEigenvaluesCsv } from '../../src/data/csv';

describe('encodeEigenvaluesCsv', () => {
  it('has a header and one row an eigenvalue that reads back bit for bit', () => {
    const trials = [
      { trial: 0, eigenvalues: Float64Array.of(-1 / 3, -0, 5e-324, 0.1) },
      { trial: 1, eigenvalues: Float64Array.of(1e21, 1.7976931348623157e308) },
    ];
    const [header, ...rows] = encodeEigenvaluesCsv(trials).trimEnd().split('\n');
    expect(header).toBe('trial,index,eigenvalue');
    const read = rows.map((row) => row.split(',').map(Number));
    expect(read.map(([trial, index]) => [trial, index])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 0],
      [1, 1],
    ]);
    const written = trials.flatMap(({ eigenvalues }) => Array.from(eigenvalues));
    expect(read.map(([, , value]) => value)).toEqual(written);
  });
});
