/** The two reports of docs/spectrum.md, from the files that prepare.mjs wrote: pictures and what `spectrum` prints. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = place('../../dist/cli.js');
const REPORTS = [
  { name: 'digits', data: 'digits', ridge: '0.05', asked: [] },
  { name: 'mails', data: 'mails', ridge: '0.01', asked: [] },
  { name: 'mails-lengths', data: 'mails', ridge: '0.01', asked: ['--equal-lengths'] },
];

const filesOf = (name, prefix) => [`--${prefix}features`, `${name}.csv`, `--${prefix}labels`, `${name}-labels.csv`];

for (const { name, data, ridge, asked } of REPORTS) {
  const files = [...filesOf(data, ''), ...filesOf(`${data}-test`, 'test-')];
  const fit = [
    '--loss',
    'logistic',
    '--standardize',
    '--intercept',
    '--fit',
    '--ridge',
    ridge,
    '--covariance',
    'population',
  ];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'spectrum', ...files, ...fit, ...asked, '--out', place(`./${name}.svg`)],
    {
      cwd: place('../../build/reports/'),
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  writeFileSync(place(`./${name}.txt`), stdout);
}
