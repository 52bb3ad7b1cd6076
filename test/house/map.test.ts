import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const TEXT = readFileSync('CONTRIBUTING.md', 'utf8');

/** What looks like a path inside of backticks. */
const named = [...TEXT.matchAll(/`((?:src|assembly|test|docs|bench)\/[^`\s]+)`/g)].map(([, path]) => path);

describe('the map in CONTRIBUTING.md', () => {
  it('names many files', () => {
    expect(named.length).toBeGreaterThan(40);
  });

  it.each([...new Set(named)])('%s exists', (path) => {
    expect(existsSync(path)).toBe(true);
  });

  it('has each room of src', () => {
    const rooms = readdirSync('src').filter((name) => statSync(`src/${name}`).isDirectory());
    const map = TEXT.slice(TEXT.indexOf('## The map'), TEXT.indexOf('### Where is it?'));
    expect(rooms.filter((room) => !map.includes(`\`${room}\``))).toEqual([]);
  });
});
