/** `sweep merge DIR`: one table of all trials, and their statistics. */

import { mergeSweep } from '../../../sweep/merge';
import { formatCount } from '../../../words/format';
import type { Flags } from '../../arguments';
import { json, print } from '../../output';
import { interruptSignal } from '../../progress';
import { reportFailures } from './run';

type MergeFlags = Flags<never, 'partial' | 'json'>;

export async function runSweepMerge(folder: string, flags: MergeFlags): Promise<void> {
  const merged = await mergeSweep(folder, { partial: flags.partial === true, signal: interruptSignal() });
  const { trials, missing, failures, damaged, files } = merged;
  const words = missing > 0 ? `${formatCount(trials, 'trial')}, ${missing} missing` : formatCount(trials, 'trial');
  print(flags.json ? json({ trials, missing, failures, damaged, files }) : [words, ...files].join('\n'));
  if (damaged > 0) process.stderr.write(`${formatCount(damaged, 'damaged line')} left out: run the sweep again\n`);
  reportFailures(failures);
}
