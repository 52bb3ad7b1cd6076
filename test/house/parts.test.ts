import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PARTS } from '../projects';

it.each(PARTS.flatMap(({ paths, setup }) => [...paths.map((path) => `test/${path}`), ...setup]))(
  '%s is there',
  (path) => {
    expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
  },
);
