/** The sweep that a command names. */

import { readFile } from 'node:fs/promises';
import { parseSweepFile, type Sweep } from '../sweep/sweep-file';
import { UsageError } from './arguments';

export async function loadSweep(name: string): Promise<Sweep> {
  let text: string;
  try {
    text = await readFile(name, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read the sweep file ${name}: ${(cause as Error).message}`);
  }
  return parseSweepFile(text);
}
