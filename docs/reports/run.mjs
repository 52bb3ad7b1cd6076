/** The two reports of docs/spectrum.md, from the files that prepare.mjs wrote: pictures and what `spectrum` prints. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = place('../../dist/cli.js');
const REPORTS = { digits: '0.05', mails: '0.01' };

for (const [name, ridge] of Object.entries(REPORTS)) {
  const files = ['--features', `${name}.csv`, '--labels', `${name}-labels.csv`];
  const heldOut = ['--test-features', `${name}-test.csv`, '--test-labels', `${name}-test-labels.csv`];
  const asked = [
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
  const args = ['spectrum', ...files, ...heldOut, ...asked, '--out', place(`./${name}.svg`)];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: place('../../build/reports/'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(place(`./${name}.txt`), stdout);
}
