/** A reporter: which tests did not run, and why. */

import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { PARTS } from './projects.ts';

export class SkippedReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const vitest = this.#vitest;
    // Whoever asks for tests by name knows that he left out the others.
    if (!vitest || vitest.config.testNamePattern) return;
    const chosen = new Set(vitest.projects.map(({ name }) => name));
    const parts = PARTS.filter(({ name }) => !chosen.has(name)).map(
      ({ name, what }) => `the part "${name}" (${what}): left out by --project`,
    );
    const lines = [...parts, ...modules.flatMap((module) => skippedIn(module, vitest.config.root))];
    if (lines.length > 0) vitest.logger.log(`Not run:\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
  }
}

function skippedIn(module: TestModule, root: string): string[] {
  const file = relative(root, module.moduleId);
  const lines: string[] = [];
  const visit = (parent: TestModule | TestSuite) => {
    for (const child of parent.children) {
      if (child.type === 'suite' && child.options.mode !== 'skip') visit(child);
      else if (child.type === 'suite') lines.push(`${file}: ${child.fullName}, ${count(child)} tests`);
      else if (child.result().state === 'skipped') lines.push(`${file}: ${child.fullName}${reason(child)}`);
    }
  };
  visit(module);
  return lines;
}

function count(suite: TestSuite): number {
  return [...suite.children.allTests()].length;
}

function reason(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' && result.note ? ` (${result.note})` : '';
}
