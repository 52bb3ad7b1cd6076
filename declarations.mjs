// Gives the relative imports of dist/types their extension: TypeScript's resolution for Node asks for it, and the compiler
// writes them as they stand in the sources.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = new URL('dist/types/', import.meta.url).pathname;
const RELATIVE = /(\bfrom |\bimport\()'(\.{1,2}\/[^']+)'/g;

for (const name of readdirSync(FOLDER, { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join(FOLDER, name);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(RELATIVE, (_, before, path) => `${before}'${path}.js'`),
  );
}
