/** `sweep plan <sweep.json>`: cells, and what they will take. */

import { type Plan, planSweep } from '../../../sweep/plan';
import type { Sweep } from '../../../sweep/sweep-file';
import { formatCount } from '../../../words/format';
import { type Flags, parseCount } from '../../arguments';
import { loadSweep } from '../../load';
import { json, print } from '../../output';
import { plainTable } from '../../plain-table';
import { formatDuration } from '../../progress';

type PlanFlags = Flags<'workers', 'json'>;

/** Values listed for an axis at most. */
const SHOWN = 8;

export async function runSweepPlan(name: string, flags: PlanFlags): Promise<void> {
  const workers = parseCount('workers', flags.workers);
  const sweep = await loadSweep(name);
  const plan = await planSweep(sweep, workers);
  print(
    flags.json
      ? json({ hash: sweep.hash, axes: sweep.axes.map(({ name: axis, values }) => ({ name: axis, values })), ...plan })
      : tablesOf(sweep, plan),
  );
  if (plan.tooLarge.length > 0 && !flags.json) {
    process.stderr.write(`cells too large for WebAssembly's 4 GiB, which will fail: ${plan.tooLarge.join(', ')}\n`);
  }
}

function tablesOf(sweep: Sweep, plan: Plan): string {
  const axes = plainTable(['axis', 'values', '']);
  for (const { name: axis, values } of sweep.axes) {
    const shown = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
    axes.push([axis, values.length, shown.join(' ') + (values.length > SHOWN ? ' ...' : '')]);
  }
  const facts = plainTable(['', '']);
  facts.push(
    ['cells', `${plan.cells}`],
    ['trials', `${plan.trials}`],
    ['time, about', `${formatDuration(plan.milliseconds)} on ${formatCount(plan.workers, 'worker')}`],
    ['  one worker', formatDuration(plan.workerMilliseconds)],
    ['memory a worker, about', formatBytes(plan.workerBytes)],
    ['results, about', formatBytes(plan.resultBytes)],
  );
  return sweep.axes.length > 0 ? `${axes}\n${facts}` : `${facts}`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "12 MiB". */
function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  return `${(bytes / 2 ** (10 * step)).toPrecision(3)} ${UNITS[step]}`;
}
