// Turns build/kernels.wasm into a module that exports it as base64, so that `import` works without fetching a file.
import { readFileSync, writeFileSync } from 'node:fs';

const bytes = readFileSync(new URL('../build/kernels.wasm', import.meta.url));
writeFileSync(
  new URL('../src/wasm/kernels.generated.ts', import.meta.url),
  `// Generated from build/kernels.wasm by assembly/embed.mjs.\nexport const KERNELS_BASE64 =\n  '${bytes.toString('base64')}';\n`,
);
