// Prints, for a built checkout, a line for each of many results of the command line with the SHA-256 of what it printed: two
// checkouts that compute the same numbers print the same lines. For changes that must not change any number.
//
//     node test/validation/same-numbers.mjs DIST [PATTERN] > lines.txt
//
// DIST is a folder with cli.js; a pattern chooses among the lines by their names, as 'law random' or 'simulate|figures'.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CLI = resolve(process.argv[2] ?? 'dist', 'cli.js');
const FOLDER = mkdtempSync(join(tmpdir(), 'same-numbers-'));
const AT_MOST = { timeout: 120_000, maxBuffer: 1 << 28, cwd: FOLDER };

/** Mulberry32, so that the models are the same everywhere. */
function uniforms(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SIGNS = {
  responses: ['logistic', 'probit', { kind: 'sign', flip: 0.1 }],
  losses: ['logistic', 'exponential', 'probit', 'squared-hinge', 'square'],
};
const REALS = {
  responses: [
    'linear',
    { kind: 'linear', noise: 0.3 },
    { kind: 'tanh', noise: 0.2 },
    { kind: 'relu', noise: 0.5 },
    { kind: 'amplitude', noise: 0.1 },
    { kind: 'phase-retrieval', noise: 0 },
  ],
  losses: ['square', 'huber', 'pseudo-huber', { kind: 'cauchy', scale: 2 }, 'phase-retrieval', 'tanh-square'],
  preprocessings: [{ kind: 'clip', bound: 2 }, { kind: 'truncate', bound: 3 }, { kind: 'identity' }],
};
const COUNTS = { responses: ['poisson'], losses: ['poisson', 'square'] };
const COVARIANCES = [
  { kind: 'identity' },
  { eigenvalues: [1, 4], weights: [0.5, 0.5] },
  { eigenvalues: [1, 2, 8], weights: [0.25, 0.5, 0.25] },
  { kind: 'uniform', from: 0.5, to: 2 },
  { kind: 'toeplitz', correlation: 0.4 },
  { kind: 'power-law', exponent: 1.5, from: 0.5, to: 3 },
];

/** A model as its file. `sized` ones can be simulated, fitted ones have a loss to minimize. */
function randomModel(random, sized, fitted) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const family = pick(fitted ? [SIGNS, REALS] : [SIGNS, SIGNS, REALS, REALS, COUNTS]);
  const number = (low, high) => Math.round((low + (high - low) * random()) * 1000) / 1000;
  const vector = (length) => Array.from({ length }, () => number(-1.2, 1.2));
  const features = 40 + 8 * Math.floor(random() * 10);
  const aspectRatio = number(0.05, fitted ? 0.5 : 1.6);
  const size = sized ? { samples: Math.ceil(features / aspectRatio), features } : { aspectRatio };
  const losses = fitted
    ? family.losses.filter((loss) => !['phase-retrieval', 'tanh-square'].includes(loss))
    : family.losses;
  const preprocessed = !fitted && family.preprocessings && random() < 0.2;
  return {
    ...size,
    response: pick(family.responses),
    ...(preprocessed ? { preprocessing: pick(family.preprocessings) } : { loss: pick(losses) }),
    covariance: pick(sized ? COVARIANCES : COVARIANCES.slice(0, 4)),
    mean: random() < 0.5 ? [] : vector(2),
    ...(fitted ? { at: { minimizer: { ridge: number(0.05, 1) } } } : { w: random() < 0.2 ? [] : vector(3) }),
    wStar: random() < 0.2 ? [] : vector(3),
  };
}

function models(seed, count, sized, fittedShare) {
  const random = uniforms(seed);
  return Array.from({ length: count }, () => randomModel(random, sized, random() < fittedShare));
}

const jobs = [];
const wanted = new RegExp(process.argv[3] ?? '');
const add = (name, words, file = null) => wanted.test(name) && jobs.push({ name, words, file });

const figures = ['1a', '1b', '1c', '2a', '2b', '2c', '2d', '4', '5'].map((name) => `figure-${name}`);
const presets = ['first-example', ...figures, 'spectral-initialization'];
for (const preset of presets) {
  add(`law ${preset}`, ['law', preset, '--json']);
  add(`explain ${preset}`, ['explain', preset, '--json']);
}
const { cases } = JSON.parse(readFileSync(new URL('../reference/theory.json', import.meta.url), 'utf8'));
for (const [k, { model }] of cases.entries())
  add(`law reference ${k}`, ['law', null, '--json', '--at=0.1,0.3,1', '--z=0.3+0.1i'], model);
for (const [k, model] of models(1, 200, false, 0.2).entries())
  add(`law random ${k}`, ['law', null, '--json', '--at=0.1,0.5'], model);
for (const [k, model] of models(2, 20, true, 0.2).entries()) {
  add(
    `simulate ${k}`,
    ['simulate', null, '--json', '--trials', '3', '--seed', String(k), '--eigenvalues', `values-${k}.csv`],
    model,
  );
}
add('figures', ['figures', '--quick', '--out', 'figures']);

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
/** Times differ from run to run. */
const steady = (text) => text.replace(/"timing": \{[^}]*\}/g, '"timing": {}');

function run({ words, file }, k) {
  const path = join(FOLDER, `model-${k}.json`);
  if (file !== null) writeFileSync(path, JSON.stringify(file));
  const actual = words.map((word) => word ?? path);
  return new Promise((done) => {
    execFile(
      'node',
      [CLI, ...actual],
      { ...AT_MOST, ...(words[0] === 'figures' && { timeout: 600_000 }) },
      (error, stdout, stderr) => {
        if (error?.killed) done('given up');
        else
          done(
            `${hash(steady(stdout))} ${error ? `failed ${error.code} ${hash(stderr.replaceAll(FOLDER, ''))}` : 'done'}`,
          );
      },
    );
  });
}

const lines = new Array(jobs.length);
let next = 0;
const work = async () => {
  for (let k = next++; k < jobs.length; k = next++) lines[k] = `${jobs[k].name}: ${await run(jobs[k], k)}`;
};
await Promise.all(cpus().slice(0, 2).map(work));
const written = readdirSync(FOLDER, { recursive: true }).filter(
  (name) => /\.(svg|csv|json)$/.test(name) && !/^model-/.test(name),
);
for (const name of written.sort()) lines.push(`${name}: ${hash(steady(readFileSync(join(FOLDER, name), 'utf8')))}`);
rmSync(FOLDER, { recursive: true });
console.log(lines.join('\n'));
