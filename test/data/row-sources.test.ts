import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRows, readVector } from '../../src/data/open-rows';

const folder = mkdtempSync(join(tmpdir(), 'rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Writer = (view: DataView, offset: number, value: number, little: boolean) => void;
const WRITERS: Record<string, [number, Writer]> = {
  f8: [8, (view, at, value, little) => view.setFloat64(at, value, little)],
  f4: [4, (view, at, value, little) => view.setFloat32(at, value, little)],
  i8: [8, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)],
  i4: [4, (view, at, value, little) => view.setInt32(at, value, little)],
  i2: [2, (view, at, value, little) => view.setInt16(at, value, little)],
  u2: [2, (view, at, value, little) => view.setUint16(at, value, little)],
};

function npy(header: string, data: Uint8Array | number[] = []): Uint8Array {
  const text = `${header}\n`;
  const bytes = new Uint8Array(10 + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes.set(data, 10 + text.length);
  return bytes;
}

const headerOf = (descr: string, fortran: boolean, shape: string) =>
  `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`;

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function all(path: string, rows = 2): Promise<number[]> {
  const source = await openRows(path);
  const values: number[] = [];
  for await (const chunk of source.chunks(rows)) values.push(...chunk);
  return values;
}

describe('NPY', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 300];
  for (const [type, [bytes, write]] of Object.entries(WRITERS)) {
    for (const order of ['<', '>']) {
      for (const fortran of [false, true]) {
        it(`${order}${type}, ${fortran ? 'Fortran' : 'C'} order, in chunks that do not divide the rows`, async () => {
          const data = new Uint8Array(values.length * bytes);
          const view = new DataView(data.buffer);
          values.forEach((value, k) => {
            const at = fortran ? (k % 3) * 5 + Math.floor(k / 3) : k;
            write(view, at * bytes, value, order === '<');
          });
          const path = file('x.npy', npy(headerOf(`${order}${type}`, fortran, '(5, 3)'), data));
          expect(await all(path)).toEqual(values);
        });
      }
    }
  }

  it('refuses what lies, in one line', async () => {
    const liars: [string, Uint8Array, RegExp][] = [
      ['magic.npy', new TextEncoder().encode('not an array at all'), /does not begin/],
      ['short.npy', new Uint8Array(3), /does not begin/],
      ['object.npy', npy(headerOf('|O', false, '(2,)'), [0, 0]), /dtype object/],
      ['complex.npy', npy(headerOf('<c16', false, '(1,)'), new Uint8Array(16)), /dtype <c16/],
      [
        'shape.npy',
        npy(headerOf('<f8', false, '(3, 3)'), new Uint8Array(64)),
        /takes 72 bytes of data, the file has 64/,
      ],
      ['cube.npy', npy(headerOf('<f8', false, '(1, 1, 1)'), new Uint8Array(8)), /rows x columns/],
      ['empty.npy', npy(headerOf('<f8', false, '(0, 3)')), /empty/],
      ['structured.npy', npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", []), /structured/],
      ['huge.npy', npy(headerOf('<f8', false, '(1000000000000, 1000)')), /takes 8000000000000000 bytes/],
    ];
    for (const [name, content, message] of liars) {
      const refusal = await openRows(file(name, content)).catch((error) => error);
      expect(refusal.code).toBe('ERR_FILE');
      expect(refusal.message).toMatch(message);
      expect(refusal.message).not.toContain('\n');
    }
  });

  it('does not believe a header of gigabytes', async () => {
    const bytes = new Uint8Array(12);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255]);
    const path = file('header.npy', bytes);
    truncateSync(path, 10 * 2 ** 30);
    await expect(openRows(path)).rejects.toThrow(/header is said to be 4294967295 bytes/);
  });
});

describe('CSV', () => {
  it('with and without header, quotes, Windows line ends, a byte order mark, no last line end', async () => {
    expect(await all(file('a.csv', '\uFEFFa,"b, c"\r\n1,-2e-3\r\n+.5,4.\r\n\r\n5,"6"'))).toEqual([
      1, -0.002, 0.5, 4, 5, 6,
    ]);
    expect((await openRows(join(folder, 'a.csv'))).header).toEqual(['a', 'b, c']);
    expect(await all(file('b.csv', '1,2\n3,4\n'))).toEqual([1, 2, 3, 4]);
  });

  it('says in which line something is wrong', async () => {
    await expect(all(file('c.csv', 'a,b\n1,2\n3\n'))).rejects.toThrow(/line 3 has 1 fields/);
    await expect(all(file('d.csv', '1,2\n3,x\n'))).rejects.toThrow(/line 2, column 1: "x" is not a number/);
    await expect(openRows(file('e.csv', '\n'))).rejects.toThrow(/empty/);
    await expect(openRows(join(folder, 'none.csv'))).rejects.toThrow(/no such file/);
    await expect(openRows(file('f.txt', '1'))).rejects.toThrow(/ends in .npy or .csv/);
  });
});

it('a vector is a column or a row of finite numbers', async () => {
  expect(await readVector(file('v.csv', 'y\n1\n0\n'))).toEqual(Float64Array.of(1, 0));
  expect(await readVector(file('w.csv', '1,2,3\n'))).toEqual(Float64Array.of(1, 2, 3));
  await expect(readVector(file('u.csv', '1\nNaN\n'))).rejects.toThrow(/row 1, column 0: .*NaN/);
  await expect(readVector(file('m.csv', '1,2\n3,4\n'))).rejects.toThrow(/one column or one row/);
});
