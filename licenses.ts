// Third-party code that reaches dist already bundled, so that Vite does not see its packages: what linkedom's worker build
// carries, the AssemblyScript loader inside as-bind, and AssemblyScript's runtime inside the kernels.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = new URL('.', import.meta.url).pathname;
const PREBUNDLED = ['linkedom'];
/** @assemblyscript/loader comes from the same repository, and has no license file of its own. */
const RUNTIME = 'assemblyscript';

/** The folder of `name` as `parent` would import it. */
function folderOf(name: string, parent: string): string {
  const nested = join(parent, 'node_modules', name);
  return existsSync(nested) ? nested : join(ROOT, 'node_modules', name);
}

/** Adds the folders of everything that the package in `folder` depends on. */
function addDependencies(found: Set<string>, folder: string): void {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const dependency = folderOf(name, folder);
    if (found.has(dependency)) continue;
    found.add(dependency);
    addDependencies(found, dependency);
  }
}

function section(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no license file`);
  return `\n## ${name} - ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/**
 * Vite plugin: appends to the license file that Vite writes AssemblyScript's runtime, what `prebundled` packages carry inside,
 * and `workers`, the packages that only the workers of a page bundle: Vite does not see those either.
 */
export function prebundledLicenses(
  prebundled: readonly string[] = PREBUNDLED,
  workers: readonly string[] = [],
): Plugin {
  return {
    name: 'prebundled-licenses',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const folders = new Set<string>([RUNTIME, ...workers].map((name) => folderOf(name, ROOT)));
        for (const name of prebundled) addDependencies(folders, folderOf(name, ROOT));
        const asset = Object.values(bundle).find(({ fileName }) => fileName.startsWith('THIRD-PARTY-LICENSES'));
        if (asset?.type !== 'asset') throw new Error('Vite wrote no license file to add to');
        asset.source += [...folders].sort().map(section).join('');
      },
    },
  };
}
