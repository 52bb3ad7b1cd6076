/** The two reports of docs/spectrum.md, from the files that prepare.mjs wrote: pictures and what `spectrum` prints. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = place('../../dist/cli.js');
const REPORTS = [
  { name: 'digits', ridge: '0.05', asked: ['--standardize', '--out', place('./digits.svg')], heldOut: 'digits-test' },
  { name: 'mails', ridge: '0.01', asked: ['--standardize', '--out', place('./mails.svg')], heldOut: 'mails-test' },
  { name: 'mails-unit', ridge: '0.01', asked: [], heldOut: null },
];

const filesOf = (name, prefix) => [`--${prefix}features`, `${name}.csv`, `--${prefix}labels`, `${name}-labels.csv`];

for (const { name, ridge, asked, heldOut } of REPORTS) {
  const files = [...filesOf(name, ''), ...(heldOut ? filesOf(heldOut, 'test-') : [])];
  const fit = ['--loss', 'logistic', '--intercept', '--fit', '--ridge', ridge, '--covariance', 'population'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'spectrum', ...files, ...fit, ...asked], {
    cwd: place('../../build/reports/'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(place(`./${name}.txt`), stdout);
}
