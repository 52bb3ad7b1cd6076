/** The rule about imports bites: checked in a copy of the sources that breaks each line of it once. */

import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'src',
  'bench',
  'test/reference',
  'licenses.ts',
  'tsconfig.json',
  'package.json',
  '.dependency-cruiser.mjs',
];

/** Lines to add to the copy, by file: most of the files are new. */
const ADDED: Record<string, string> = {
  'law/direct.ts': "import '../simulation/target';",
  'law/indirect.ts': "import '../model/bridge';",
  'model/bridge.ts': "import '../simulation/bridged';",
  'simulation/target.ts': '',
  'simulation/bridged.ts': '',
  'simulation/back.ts': "import '../law/target';",
  'law/target.ts': '',
  'compare/one.ts': "import type { Two } from './two';\nexport interface One { readonly two: Two }",
  'compare/two.ts': "import type { One } from './one';\nexport interface Two { readonly one: One }",
  'model/upward.ts': "import type { Law } from '../law/target';\nexport type Of = Law;",
  'numerics/upward.ts': "import '../model/bridge';",
  'figures/through-the-door.ts': "import '../index';",
  'compare/pointer.ts': "import 'as-bind/dist/as-bind.esm.js';",
  'cli/bench.ts': "import '../../test/reference/generator';",
  'explorer/busy.ts': "import '../law/target';",
  'check.ts': "import './plot/target';",
  'plot/target.ts': '',
  'loose.ts': '',
  'attic/odd.ts': '',
};

/** Each trespass as `rule: from → to`. */
const TRESPASSES = [
  'law-never-reaches-simulation: src/law/direct.ts → src/simulation/target.ts',
  'law-imports-only-from-below: src/law/direct.ts → src/simulation/target.ts',
  'law-never-reaches-simulation: src/law/indirect.ts → src/simulation/bridged.ts',
  'model-imports-only-from-below: src/model/bridge.ts → src/simulation/bridged.ts',
  'simulation-never-reaches-law: src/simulation/back.ts → src/law/target.ts',
  'simulation-imports-only-from-below: src/simulation/back.ts → src/law/target.ts',
  'no-circles: src/compare/one.ts → src/compare/two.ts',
  'model-imports-only-from-below: src/model/upward.ts → src/law/target.ts',
  'numerics-imports-only-from-below: src/numerics/upward.ts → src/model/bridge.ts',
  'figures-imports-only-from-below: src/figures/through-the-door.ts → src/index.ts',
  'only-wasm-knows-as-bind: src/compare/pointer.ts → node_modules/as-bind/dist/as-bind.esm.js',
  'only-benchmark-imports-benches: src/cli/bench.ts → test/reference/generator.ts',
  'page-only-draws-and-listens: src/explorer/busy.ts → src/law/target.ts',
  'ground-imports-no-room: src/check.ts → src/plot/target.ts',
  'no-loose-files: src/loose.ts',
  'no-loose-files: src/attic/odd.ts',
];

/** The check of imports, as `npm run check` makes it. */
const COMMAND = manifest.scripts.check.split(' && ').find((command) => command.startsWith('depcruise ')) as string;

describe('what may import what', () => {
  let folder: string;
  let status: number | null;
  let found: string[];

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hessian-imports-')));
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, line] of Object.entries(ADDED)) {
      mkdirSync(dirname(join(folder, 'src', name)), { recursive: true });
      appendFileSync(join(folder, 'src', name), `${line}\n`);
    }
    const { FORCE_COLOR: _, ...env } = process.env;
    const [command, ...words] = COMMAND.split(' ');
    const path = join(ROOT, 'node_modules/.bin', command);
    const run = spawnSync(path, words, { cwd: folder, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } });
    status = run.status;
    found = [...run.stdout.matchAll(/^ +error (\S+): (\S+)(?: →\s+(\S+))?/gm)].map(
      ([, rule, from, to]) => `${rule}: ${from}${to ? ` → ${to.replace(/^.*(?=node_modules\/)/, '')}` : ''}`,
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(TRESPASSES)('%s', (trespass) => {
    expect(status).not.toBe(0);
    expect(found).toContain(trespass);
  });

  it('finds nothing in what was not added', () => {
    expect(found.filter((trespass) => !TRESPASSES.includes(trespass))).toEqual([]);
  });
});
