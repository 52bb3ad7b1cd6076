/** The package as a user gets it: packed, and installed into a folder of its own. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Installation {
  /** Holds package.json and node_modules. */
  readonly folder: string;
  /** The installed package itself. */
  readonly packageFolder: string;
  /** Paths inside the tarball. */
  readonly files: readonly string[];
  remove(): void;
}

/** Packs what `npm run build` left in dist, and installs it without a network. */
export function installPackage(): Installation {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hessian-package-')));
  const npm = (cwd: string, ...words: string[]) => execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, files }] = JSON.parse(
    npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  npm(folder, 'install', join(folder, filename), '--offline', '--ignore-scripts', '--no-audit', '--no-fund');
  return {
    folder,
    packageFolder: join(folder, 'node_modules', 'hessian-eigenspectra'),
    files: files.map(({ path }: { path: string }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
