/** `sweep merge DIR`: one table of all trials, and their statistics. */

import { mergeSweep } from '../../../sweep/merge';
import { formatCount } from '../../../words/format';
import { interruptSignal } from '../../interrupt';
import { reportFailures } from './run';

interface MergeFlags {
  readonly partial?: boolean;
  readonly json?: boolean;
}

export async function runSweepMerge(folder: string, flags: MergeFlags): Promise<void> {
  const merged = await mergeSweep(folder, { partial: flags.partial === true, signal: interruptSignal() });
  const { trials, missing, failures, damaged, files } = merged;
  if (flags.json) process.stdout.write(`${JSON.stringify({ trials, missing, failures, damaged, files }, null, 2)}\n`);
  else {
    const words = missing > 0 ? `${formatCount(trials, 'trial')}, ${missing} missing` : formatCount(trials, 'trial');
    process.stdout.write(`${[words, ...files].join('\n')}\n`);
  }
  if (damaged > 0) process.stderr.write(`${formatCount(damaged, 'damaged line')} left out: run the sweep again\n`);
  reportFailures(failures);
}
