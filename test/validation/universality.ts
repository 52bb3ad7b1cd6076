/**
 * `npm run validate:universality -- [--out FILE.md] [--seed N]`: entries that are not Gaussian against the law of Gaussian ones.
 * A few minutes.
 */

import { writeFileSync } from 'node:fs';
import { readFlags, wholeNumber } from '../../bench/flags';
import { VERSION } from '../../src/version';
import { apart, CASES, ENTRIES, measure, nameOf, type UniversalityRow } from './universality-cases';

const flags = readFlags({
  options: { out: { type: 'string' }, seed: { type: 'string', default: '500' } },
});
const SIZES = [
  { features: 100, trials: 120 },
  { features: 200, trials: 60 },
  { features: 400, trials: 30 },
  { features: 800, trials: 15 },
];

let seed = wholeNumber('seed', flags.seed, 0);
const parts = [
  '# How far the law is universal',
  '',
  `Written by \`npm run validate:universality\` (version ${VERSION}, seed ${seed}).`,
  '',
  'The law is derived for Gaussian features. Here `x = mean + z` with independent entries z of mean 0 and variance 1 that are not',
  'Gaussian ([catalogue.md](catalogue.md#entries)), held against the law of Gaussian ones at growing p. KS is the Kolmogorov-Smirnov',
  'distance of the bulk of all trials to the law (it falls as p grows where the law holds); the outlier and its squared cosine',
  'with the signal that it shows are means over trials with their standard errors, and z is their distance from the Gaussian',
  'simulation of the same p, in standard errors: both have the same bias of order 1/p.',
  '',
];
for (const entry of CASES) {
  parts.push(`## ${entry.name}`, '', `n = ${entry.samplesPerFeature} p. ${entry.lesson}`, '');
  const rows: UniversalityRow[] = [];
  for (const size of SIZES) {
    for (const entries of ENTRIES) {
      process.stderr.write(`${entry.name}: ${nameOf(entries)}, p = ${size.features}\n`);
      seed += 1;
      rows.push(await measure(entry, entries, { ...size, seed }));
    }
  }
  const { predicted, predictedAlignment } = rows[rows.length - 1];
  parts.push(
    `The law: outlier at ${predicted.toFixed(5)}, cos² ${predictedAlignment.toFixed(4)}.`,
    '',
    ...table(rows),
    '',
  );
}
parts.push(
  '## What to conclude',
  '',
  "- **Bulk**: universal for entries of finite variance, as long as w, wStar (or a preprocessing's wStar) are spread: t with 3 degrees, whose",
  '  fourth moment is infinite, has the same bulk.',
  '- **Edges and outliers**: need a finite fourth moment. With 3 degrees single samples of great length make eigenvalues of their own above',
  '  the bulk (column "largest"), and may take the place of the outlier.',
  "- **A score on few coordinates** (sparse w): the curvature sees the entries' own law through w . x. Give that law as a `custom` response and",
  '  loss if it is known; the law for Gaussian entries is not the answer.',
  '',
);
const text = parts.join('\n');
if (flags.out) writeFileSync(flags.out, text);
else console.log(text);

function table(rows: readonly UniversalityRow[]): string[] {
  const head = ['p', 'entries', 'KS', 'outlier', 'z', 'cos²', 'z', 'largest'];
  const body = rows.map((row) => {
    const gaussian = rows.find(
      ({ features, entries }) => features === row.features && entries === 'gaussian',
    ) as UniversalityRow;
    const z = (name: 'location' | 'alignment') => (row === gaussian ? '' : apart(row[name], gaussian[name]).toFixed(1));
    const mean = (name: 'location' | 'alignment') =>
      `${row[name].mean.toFixed(4)} ± ${row[name].standardError.toFixed(4)}`;
    const { features, entries, distance, largest } = row;
    return [
      features,
      nameOf(entries),
      distance.toFixed(4),
      mean('location'),
      z('location'),
      mean('alignment'),
      z('alignment'),
      largest.toFixed(3),
    ];
  });
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)];
}
