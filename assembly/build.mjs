// Compiles the kernels in all their variants (asconfig.json: targets), and turns each binary into a module that exports it as
// base64, so that `import` works without fetching a file. The types of their exports are generated, too.
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const { targets } = JSON.parse(readFileSync(new URL('../asconfig.json', import.meta.url), 'utf8'));

const transforms = ['as-bind', 'exports'].flatMap((name) => ['--transform', `./assembly/${name}-transform.mjs`]);

for (const [target, { outFile, sharedMemory }] of Object.entries(targets)) {
  const entries = sharedMemory ? ['assembly/threads.ts'] : [];
  const words = [...entries, '--target', target, ...transforms];
  const { error } = await asc.main(words, { stdout: process.stdout, stderr: process.stderr });
  if (error) process.exit(1);
  const name = outFile.replace(/^build\/(.*)\.wasm$/, '$1');
  writeFileSync(
    new URL(`../src/wasm/${name}.generated.ts`, import.meta.url),
    `// Generated from ${outFile} by assembly/build.mjs.\nexport const KERNELS_BASE64 =\n  '${readFileSync(outFile, 'base64')}';\n`,
  );
}
