/** Packs and installs the package once for all tests of it. */

import type { TestProject } from 'vitest/node';
import { type Installed, packAndInstall } from './install';

declare module 'vitest' {
  export interface ProvidedContext {
    installed: Installed;
  }
}

export default function setup(project: TestProject): () => void {
  const { installed, remove } = packAndInstall();
  project.provide('installed', installed);
  return remove;
}
