/** `sweep plan <sweep.json>`: cells, and what they will take. */

import { planSweep } from '../../../sweep/plan';
import { formatCount } from '../../../words/format';
import { parseCount } from '../../arguments';
import { formatBytes, formatDuration } from '../../duration';
import { loadSweep } from '../../load-sweep';
import { plainTable } from '../../plain-table';

interface PlanFlags {
  readonly workers?: number | string;
  readonly json?: boolean;
}

/** Values listed for an axis at most. */
const SHOWN = 8;

export async function runSweepPlan(name: string, flags: PlanFlags): Promise<void> {
  const workers = parseCount('workers', flags.workers);
  const sweep = await loadSweep(name);
  const plan = await planSweep(sweep, workers);
  if (flags.json) {
    const axes = sweep.axes.map(({ name: axis, values }) => ({ name: axis, values }));
    process.stdout.write(`${JSON.stringify({ hash: sweep.hash, axes, ...plan }, null, 2)}\n`);
    return;
  }
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
  process.stdout.write(sweep.axes.length > 0 ? `${axes}\n${facts}\n` : `${facts}\n`);
  if (plan.tooLarge.length > 0) {
    process.stderr.write(`cells too large for WebAssembly's 4 GiB, which will fail: ${plan.tooLarge.join(', ')}\n`);
  }
}
