import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { publint } from 'publint';
import type TypeScript from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { type Installation, installPackage, ROOT } from './install';

const MODEL = { samples: 60, features: 20, response: 'logistic', loss: 'logistic', mean: [2, 0], w: [0, 1] };

// Required, not imported: vitest would look for the source map of its 9 MB.
const ts: typeof TypeScript = createRequire(import.meta.url)('typescript');

let installation: Installation;

beforeAll(() => {
  installation = installPackage();
  write('model.json', JSON.stringify(MODEL));
});
afterAll(() => installation?.remove());

function write(name: string, content: string): string {
  writeFileSync(join(installation.folder, name), content);
  return name;
}

function run(command: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: installation.folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The packages with a section in a license file. */
function namesIn(licenses: string): string[] {
  return [...licenses.matchAll(/^## (\S+) -/gm)].map(([, name]) => name);
}

describe('the tarball', () => {
  it('holds what a user needs and nothing else', () => {
    const needed = ['LICENSE', 'README.md', 'package.json', 'dist/cli.js', 'dist/index.js', 'dist/types/index.d.ts'];
    expect(installation.files).toEqual(
      expect.arrayContaining([...needed, 'dist/kernels.wasm', 'dist/thread.js', 'dist/model.schema.json']),
    );
    const others = installation.files.filter((path) => !path.startsWith('dist/'));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(installation.files.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('has every file that its manifest names', () => {
    const pathsIn = (value: unknown): string[] =>
      typeof value === 'string' ? [value.replace(/^\.\//, '')] : Object.values(value as object).flatMap(pathsIn);
    const named = pathsIn([manifest.exports, manifest.bin]);
    expect(named.length).toBeGreaterThan(4);
    expect(installation.files).toEqual(expect.arrayContaining(named));
  });

  it('imports nothing but its own files, Node, and the optional peer', () => {
    const specifiers = installation.files
      .filter((path) => path.endsWith('.js'))
      .flatMap((path) => {
        const source = readFileSync(join(installation.packageFolder, path), 'utf8');
        return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
      });
    const foreign = new Set(specifiers.filter((name) => !name.startsWith('.') && !isBuiltin(name)));
    expect([...foreign]).toEqual(Object.keys(manifest.peerDependencies));
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('leaves Node out of the library that pages load', () => {
    const source = readFileSync(join(installation.packageFolder, 'dist/index.js'), 'utf8');
    const imports = ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
    expect(imports.filter(isBuiltin)).toEqual([]);
  });

  it('carries the licenses of what is bundled', () => {
    const read = (name: string) => readFileSync(join(installation.packageFolder, 'dist', name), 'utf8');
    const library = read('THIRD-PARTY-LICENSES.md');
    expect(namesIn(library)).toEqual(
      expect.arrayContaining([
        'as-bind',
        'wasm-feature-detect',
        '@observablehq/plot',
        'linkedom',
        'htmlparser2',
        'assemblyscript',
      ]),
    );
    const cli = read('THIRD-PARTY-LICENSES.cli.md');
    expect(namesIn(cli)).toEqual(expect.arrayContaining(['as-bind', 'cac', 'cli-progress', 'cli-table3', 'zod']));
    // Each with the text itself, not only its name.
    for (const text of [library, cli]) {
      const sections = text.split(/^## /m).slice(1);
      expect(
        sections.filter((section) => section.split('\n').length < 5).map((section) => section.split('\n')[0]),
      ).toEqual([]);
    }
  });

  it('passes publint', async () => {
    const { messages } = await publint({ pkgDir: ROOT, strict: true });
    expect(messages).toEqual([]);
  });
});

describe('installed elsewhere', () => {
  it('runs its command', () => {
    expect(run('npx', '--offline', 'hessian-eigenspectra', '--version').stdout).toContain(manifest.version);
    const { status, stdout } = run('npx', '--offline', 'hessian-eigenspectra', 'law', 'model.json', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).support).toHaveLength(1);
  });

  it('serves the explorer', async () => {
    const cli = join(installation.packageFolder, 'dist/cli.js');
    const served = spawn(process.execPath, [cli, 'explore', '--port', '0'], { cwd: installation.folder });
    const [line] = await once(served.stdout, 'data');
    const response = await fetch(/http:\S+/.exec(String(line))?.[0] ?? '');
    expect(await response.text()).toContain('<title>Hessian eigenspectra</title>');
    served.kill('SIGINT');
    expect(await once(served, 'exit')).toEqual([0, null]);
  });

  it('is imported by an ES module', () => {
    write(
      'simulate.mjs',
      `import { defineModel, limitingLaw, simulate } from 'hessian-eigenspectra';
      import schema from 'hessian-eigenspectra/model.schema.json' with { type: 'json' };
      import { readFileSync } from 'node:fs';
      import { fileURLToPath } from 'node:url';
      const model = defineModel(${JSON.stringify(MODEL)});
      const { eigenvalues } = await simulate(model, { seed: 5 });
      const kernels = readFileSync(fileURLToPath(import.meta.resolve('hessian-eigenspectra/kernels.wasm')));
      console.log(JSON.stringify({
        eigenvalues: eigenvalues.length,
        bulks: limitingLaw(model).support.length,
        schema: typeof schema,
        wasm: WebAssembly.validate(kernels),
      }));`,
    );
    const { stdout, stderr } = run(process.execPath, '--no-warnings', 'simulate.mjs');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ eigenvalues: 20, bulks: 1, schema: 'object', wasm: true });
  });

  it.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('types check: module %s, resolution %s', (module, moduleResolution) => {
    write(
      'consumer.ts',
      `import { compare, defineModel, type Law, limitingLaw, type Spectrum, simulate } from 'hessian-eigenspectra';
      const model = defineModel({ samples: 60, features: 20, response: 'logistic', loss: 'logistic', w: [1] });
      const law: Law = limitingLaw(model);
      const density: number = law.density(0.2);
      const spectrum: Spectrum = await simulate(model, { seed: 1n, signal: AbortSignal.timeout(1000) });
      const distance: number = (await compare(model, { trials: 2 })).distance.wasserstein1;
      // @ts-expect-error: no such loss
      defineModel({ aspectRatio: 1, response: 'logistic', loss: 'cubic' });
      // @ts-expect-error: results are readonly
      spectrum.trial = 1;
      export const total: number = density + distance;`,
    );
    const options = { module, moduleResolution, target: 'ES2022', strict: true, skipLibCheck: false, noEmit: true };
    write('tsconfig.json', JSON.stringify({ compilerOptions: { ...options, types: [], lib: ['ES2023', 'DOM'] } }));
    const { stdout } = run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json');
    expect(stdout).toBe('');
  });
});
