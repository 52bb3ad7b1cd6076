import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingNumpy, PYTHON } from '../missing';
import { type Installation, installPackage, ROOT } from '../package/install';
import { doubleOfHex } from '../reference/hex-float';
import { type Block, codeBlocks } from './blocks';

const BLOCKS = codeBlocks(readFileSync(join(ROOT, 'README.md'), 'utf8'));

/** Commands that install and test the checkout itself. Running them from a test would be running the tests in the tests. */
const RUN_BY_CI: Record<string, string> = {
  'npm ci && npm test': 'the test command, which .ci/run runs as it stands',
  'npm ci && npm start': 'its parts: npm ci is run by .ci/run, the command that `npm start` ends in by the test below',
};

const withoutNumpy = missingNumpy();

let installation: Installation;

beforeAll(() => {
  installation = installPackage();
});
afterAll(() => installation?.remove());

function run(command: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: installation.folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function expectSuccess({ status, stdout, stderr }: ReturnType<typeof run>): void {
  expect({ status, stderr: status === 0 ? '' : stderr + stdout }).toEqual({ status: 0, stderr: '' });
}

/** One way to run a block for each language that the README may use, in a folder where the package is installed. */
const runners: Record<string, (block: Block) => void> = {
  js({ code, line }) {
    writeFileSync(join(installation.folder, `block-${line}.mjs`), code);
    const result = run(process.execPath, `block-${line}.mjs`);
    expectSuccess(result);
    expect(result.stderr).toBe('');
  },
  sh({ code }) {
    for (const command of code.split('\n').filter((text) => text.trim() !== '' && !text.startsWith('#'))) {
      if (!(command in RUN_BY_CI))
        expectSuccess(run('sh', '-c', `npm_config_offline=true; export npm_config_offline; ${command}`));
    }
  },
  json({ code, line }) {
    writeFileSync(join(installation.folder, `model-${line}.json`), code);
    expectSuccess(run('npx', '--offline', 'hessian-eigenspectra', 'law', `model-${line}.json`, '--json'));
  },
  python({ code, line }) {
    writeFileSync(join(installation.folder, `block-${line}.py`), code);
    expectSuccess(run(PYTHON, `block-${line}.py`));
  },
};

describe('the README', () => {
  it('has blocks of every kind, each in a language that this test runs', () => {
    const languages = new Set(BLOCKS.map(({ language }) => language));
    expect([...languages].sort()).toEqual(Object.keys(runners).sort());
  });

  it('names the command by which this was started, and each command left to CI', () => {
    const commands = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.split('\n'));
    for (const command of Object.keys(RUN_BY_CI)) expect(commands).toContain(command);
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain('npm ci && npm test');
  });

  for (const block of BLOCKS) {
    it(`line ${block.line}: ${block.language}`, (context) => {
      if (block.language === 'python' && withoutNumpy) context.skip(withoutNumpy);
      runners[block.language](block);
    });
  }

  it("rebuilds the library's own samples by its NumPy lines", (context) => {
    if (withoutNumpy) context.skip(withoutNumpy);
    const block = BLOCKS.find(({ language }) => language === 'python') as Block;
    // The block's X and y, made into the eigenvalues of H with g = 1 (square loss): those of the library for this model.
    const code = `${block.code}\nprint(*(float(v).hex() for v in np.linalg.eigvalsh(X.T @ X / n)))\nprint(S, t, n, p)`;
    writeFileSync(join(installation.folder, 'rebuild.py'), code);
    const result = run(PYTHON, 'rebuild.py');
    expectSuccess(result);
    const [eigenvalues, sizes] = result.stdout.trim().split('\n');
    const [seed, trial, samples, features] = sizes.split(' ').map(Number);
    const model = { samples, features, response: 'linear', loss: 'square' };
    writeFileSync(
      join(installation.folder, 'rebuild.mjs'),
      `import { defineModel, simulate } from 'hessian-eigenspectra';
      const { eigenvalues } = await simulate(defineModel(${JSON.stringify(model)}), { seed: ${seed}, trial: ${trial} });
      console.log(JSON.stringify([...eigenvalues]));`,
    );
    const own: number[] = JSON.parse(run(process.execPath, 'rebuild.mjs').stdout);
    const theirs = eigenvalues.split(' ').map(doubleOfHex);
    const tolerance = 10 * features * Number.EPSILON * own[features - 1];
    expect(theirs).toHaveLength(features);
    theirs.forEach((value, i) => {
      expect(Math.abs(value - own[i])).toBeLessThanOrEqual(tolerance);
    });
  });

  it('starts: what `npm start` runs after the build', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const command = scripts.start.split('&&').at(-1).trim();
    expect(command).toMatch(/^node dist\/cli\.js /);
    expectSuccess(run('sh', '-c', command.replace('dist/cli.js', join(ROOT, 'dist/cli.js'))));
    expect(readFileSync(join(installation.folder, 'figure.svg'), 'utf8')).toMatch(/^<svg/);
  });
});
