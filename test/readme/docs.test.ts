/** The code blocks of docs/: what can run alone runs, in a folder where the package is installed. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, installPackage, ROOT } from '../package/install';
import { PATIENCE } from '../patience';
import { type Block, codeBlocks } from './blocks';

const DOCS = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

/** Blocks that need what a test has not, by their first line. */
const ELSEWHERE: Record<string, string> = {
  'npx hessian-eigenspectra sweep slurm sweep.json --out results --nodes 16 --workers 8 --time 2:00:00 --submit':
    'a Slurm cluster: test/sweep/slurm.test.ts',
  'parallel --sshloginfile hosts --workdir . \\': 'other machines; shards and merge: test/sweep/run.test.ts',
  'apiVersion: batch/v1': 'a Kubernetes cluster',
  'npx hessian-eigenspectra explore            # on http://127.0.0.1:8765/ until Ctrl-C; --port 0 takes any port that is free':
    'it never ends: test/explorer/',
  'X = mean + np.sqrt(values) * Z                             # diagonal kinds; values: the p eigenvalues, ascending':
    'part of a program: test/simulation/covariance.test.ts',
};

/** The sweep of docs/sweeps.md, made small. */
const SMALL = { samples: 200, features: 40, steps: 2, trials: 2 };
const MODEL = { samples: 200, features: 40, response: 'logistic', loss: 'logistic', mean: [1] };

let installation: Installation;

beforeAll(() => {
  installation = installPackage();
  writeFileSync(join(installation.folder, 'model.json'), JSON.stringify(MODEL));
  // npx itself, half a second for each command, is what the tests of the package and of the README run.
  mkdirSync(join(installation.folder, 'bin'));
  writeFileSync(join(installation.folder, 'bin/npx'), '#!/bin/sh\nexec "./node_modules/.bin/$@"\n', { mode: 0o755 });
});
afterAll(() => installation?.remove());

function expectToRun(command: string, ...words: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: installation.folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(installation.folder, 'bin')}:${process.env.PATH}` },
    timeout: PATIENCE,
  });
  expect({ status, output: status === 0 ? '' : stderr + stdout }).toEqual({ status: 0, output: '' });
}

/** A sweep, small, written for the commands after it; or a model. */
function runJson(block: Block): void {
  const content = JSON.parse(block.code);
  if (!('trials' in content)) {
    writeFileSync(join(installation.folder, 'block.json'), block.code);
    expectToRun('npx', 'hessian-eigenspectra', 'law', 'block.json', '--json');
    return;
  }
  const { samples, features, steps, trials } = SMALL;
  const mean = content.model.mean.map((axis: object) => ({ ...axis, steps }));
  const small = { ...content, trials, model: { ...content.model, samples, features, mean } };
  writeFileSync(join(installation.folder, 'sweep.json'), JSON.stringify(small));
  writeFileSync(join(installation.folder, 'content.json'), JSON.stringify(small));
}

const runners: Record<string, (block: Block) => void> = {
  json: runJson,
  js({ code, line }) {
    // The sweep's own file where the block says `content`.
    const given = code.includes('(content)')
      ? "import { readFileSync } from 'node:fs';\nconst content = JSON.parse(readFileSync('content.json', 'utf8'));\n"
      : '';
    writeFileSync(join(installation.folder, `block-${line}.mjs`), given + code.replace('workers: 4', 'workers: 1'));
    expectToRun(process.execPath, `block-${line}.mjs`);
  },
  sh({ code }) {
    for (const command of code.split('\n')) {
      expectToRun('sh', '-c', command.replace('SEED', '7'));
    }
  },
};

describe.each(DOCS)('%s', (name) => {
  const blocks = codeBlocks(readFileSync(join(ROOT, 'docs', name), 'utf8'));
  // A file's format comes before its commands may.
  const ordered = [...blocks].sort((a, b) => Number(b.language === 'json') - Number(a.language === 'json'));

  it('has blocks that run, or are known to need more', () => {
    for (const { language, code } of blocks) expect(language in runners || code.split('\n')[0] in ELSEWHERE).toBe(true);
  });

  for (const block of ordered.filter(({ code }) => !(code.split('\n')[0] in ELSEWHERE))) {
    it(`line ${block.line}: ${block.language}`, () => runners[block.language](block));
  }
});
