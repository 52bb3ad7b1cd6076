/** The package as a user gets it: packed, and installed into a folder of its own. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Installed {
  /** Holds package.json and node_modules. */
  readonly folder: string;
  /** Paths inside the tarball. */
  readonly files: readonly string[];
}

export interface Installation extends Installed {
  /** The installed package itself. */
  readonly packageFolder: string;
  remove(): void;
}

const temporaryFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'hessian-package-')));
const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Packs what `npm run build` left in dist, and installs it without a network. */
export function packAndInstall(): { installed: Installed; remove: () => void } {
  const folder = temporaryFolder();
  const npm = (cwd: string, ...words: string[]) => execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, files }] = JSON.parse(
    npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  npm(folder, 'install', join(folder, filename), '--offline', '--ignore-scripts', '--no-audit', '--no-fund');
  const installed = { folder, files: files.map(({ path }: { path: string }) => path) };
  return { installed, remove: () => removeFolder(folder) };
}

/** A copy of the folder in which the package was installed (setup.ts), for one test to write into. */
export function installPackage(): Installation {
  const { folder: original, files } = inject('installed');
  const folder = temporaryFolder();
  cpSync(original, folder, { recursive: true, verbatimSymlinks: true });
  return {
    folder,
    files,
    packageFolder: join(folder, 'node_modules', 'hessian-eigenspectra'),
    remove: () => removeFolder(folder),
  };
}
