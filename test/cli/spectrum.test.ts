/** `spectrum` on files: the same numbers give the same bytes, and what cannot be used is refused in one line. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy';
import { datasetFeatures, datasetWeights, signLabels } from '../dataset/small-data';
import reference from '../reference/numpy-dataset.json';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const { samples: n, features: p } = reference;
const X = datasetFeatures(n, p);
const w = datasetWeights(p);
const y = signLabels(n);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hessian-'));
  write('X.npy', encodeNpy(X, [n, p]));
  write('y.npy', encodeNpy(y, [n]));
  write('w.npy', encodeNpy(w, [p]));
  write('X.csv', csv(X, p));
  write('y.csv', csv(y, 1));
  write('w.csv', csv(w, p));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

function csv(values: Float64Array, columns: number): string {
  const rows: string[] = [];
  for (let at = 0; at < values.length; at += columns) rows.push(values.subarray(at, at + columns).join(','));
  return `${rows.join('\r\n')}\r\n`;
}

function run(...args: string[]) {
  return spawnSync(process.execPath, [CLI, 'spectrum', ...args], { cwd: folder, encoding: 'utf8' });
}

const files = (ending: string) => ['--features', `X.${ending}`, '--labels', `y.${ending}`, '--loss', 'logistic'];
const given = (ending: string) => [...files(ending), '--weights', `w.${ending}`];

describe('spectrum', () => {
  it('--json of CSV and of NPY files: the same bytes, and NumPy to 1e-12 ||H||', () => {
    const [fromNpy, fromCsv] = ['npy', 'csv'].map((ending) =>
      run(...given(ending), '--teacher', `w.${ending}`, '--json'),
    );
    expect(fromNpy.stderr).toBe('');
    expect(fromCsv.stdout).toBe(fromNpy.stdout);
    const { eigenvalues } = JSON.parse(fromNpy.stdout);
    const [expected] = reference.cases.filter((entry) => entry.loss === 'logistic');
    const off = expected.eigenvalues.map((value, k) => Math.abs(value - eigenvalues[k]));
    expect(Math.max(...off)).toBeLessThan(1e-12 * expected.eigenvalues[p - 1]);
  });

  it('says what it found of the rows, by name', () => {
    const rows = X.slice(0, 25 * p);
    for (let i = 0; i < 25; i++) {
      rows[i * p + 2] = 7;
      rows[i * p + 5] = rows[i * p + 4];
    }
    const header = Array.from({ length: p }, (_, j) => `"f ${j}"`).join(',');
    write('named.csv', `${header}\n${csv(rows, p)}`);
    write(
      'classes.csv',
      `label\n${csv(
        y.slice(0, 25).map((sign) => (sign + 1) / 2),
        1,
      )}`,
    );
    const names = ['--features', 'named.csv', '--labels', 'classes.csv', '--loss', 'logistic'];
    const { status, stdout, stderr } = run(...names, '--fit', '--ridge', '0.1', '--intercept', '--standardize');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('constant columns: column 2 (f 2)');
    expect(stdout).toContain('columns equal to another one: column 5 (f 5) = column 4 (f 4)');
    expect(stdout).toContain('labels 0 and 1 were taken as -1 and 1');
    expect(stdout).toContain('more features than samples: at least 5 eigenvalues are zero');
    expect(stdout).toMatch(/fitted on these rows \(ridge 0.1\): \d+ steps/);
  });

  it('held-out rows have a report of their own; extremes alone are two at each end', () => {
    const held = ['--test-features', 'X.csv', '--test-labels', 'y.csv'];
    const { eigenvalues, heldOut } = JSON.parse(run(...given('npy'), ...held, '--json').stdout);
    expect(heldOut.eigenvalues).toEqual(eigenvalues);
    const few = JSON.parse(run(...given('npy'), '--extremes', '2', '--json').stdout);
    expect(few.eigenvalues).toBeNull();
    expect(few.pairs.map(({ index }: { index: number }) => index)).toEqual([0, 1, p - 2, p - 1]);
  });
});

describe('refusals: one line, and an exit code', () => {
  const npyOf = (shape: string, dtype: string, bytes: number) => {
    const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${shape}, }\n`;
    const prefix = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8];
    return Buffer.concat([Uint8Array.from(prefix), Buffer.from(header, 'latin1'), new Uint8Array(bytes)]);
  };

  it.each([
    ['wrong magic', 'magic.npy', 'NUMPY, they say, is not here', 1, /not an NPY file/],
    [
      'truncated',
      'short.npy',
      npyOf('(240, 30)', '<f8', 240 * 30 * 8 - 8),
      1,
      /takes 57600 bytes of data, the file has 57592/,
    ],
    ['another shape', 'shape.npy', npyOf('(241, 30)', '<f8', 240 * 30 * 8), 1, /takes 57840 bytes/],
    ['objects', 'object.npy', npyOf('(2,)', '|O', 16), 1, /dtype object/],
    [
      'a 10 GB header',
      'header.npy',
      Uint8Array.of(0x93, 78, 85, 77, 80, 89, 2, 0, 0, 228, 11, 255),
      1,
      /said to be \d+ bytes long/,
    ],
    ['a shape of terabytes', 'huge.npy', npyOf('(1000000000, 1000)', '<f8', 8), 1, /takes 8000000000000 bytes/],
    [
      'a word',
      'word.csv',
      `${'1,'.repeat(29)}1\n${'1,'.repeat(29)}cat\n`,
      1,
      /line 2, column 29: "cat" is not a number/,
    ],
    [
      'a gap',
      'gap.csv',
      `${csv(X, p)}`.replace(/^[^,]*,/, ','),
      2,
      /gap.csv: row 0, column 0: expected a finite number, got NaN/,
    ],
    ['a short line', 'ragged.csv', `${'1,'.repeat(29)}1\n3\n`, 1, /line 2 has 1 fields, the first line has 30/],
    ['another ending', 'X.txt', '1 2', 1, /ends in .npy or .csv/],
  ] as const)('%s', (_, name, content, code, message) => {
    write(name, content as string);
    const { status, stdout, stderr } = run('--features', name, ...given('npy').slice(2));
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n').length).toBe(1);
    expect({ status, stdout }).toEqual({ status: code, stdout: '' });
  });

  it.each([
    [['--loss', 'hinge'], /--loss: expected one of logistic, /],
    [[...files('npy')], /expected --weights <file> or --fit/],
    [[...given('npy'), '--fit'], /expected --weights <file> or --fit/],
    [[...given('npy'), '--ridge', '1'], /--ridge: expected with --fit/],
    [[...files('npy'), '--fit', '--ridge=-1'], /--ridge: expected a number >= 0/],
    [[...given('npy'), '--intercept'], /weights: expected 31 numbers/],
    [[...given('npy'), '--test-features', 'X.npy'], /expected both, or none/],
    [
      ['--features', 'X.npy', '--labels', 'w.npy', '--weights', 'w.npy', '--loss', 'square'],
      /labels: expected 240 numbers/,
    ],
    [['--labels', 'y.npy', '--fit', '--loss', 'square'], /expected --features <file>/],
  ])('%j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
