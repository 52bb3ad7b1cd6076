/** The commands `sweep plan`, `sweep run`, ...: each with options of its own. */

import type { CAC } from 'cac';
import { runSweepMerge } from './sweep-merge';
import { runSweepPlan } from './sweep-plan';
import { runSweepRun } from './sweep-run';

export function addSweepCommands(cli: CAC): void {
  cli
    .command('sweep plan <sweep.json>', 'What a sweep will take: cells, time, memory, disk')
    .option('--workers <count>', 'Processes (default: one for each core)')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra sweep plan sweep.json')
    .action(runSweepPlan);
  cli
    .command('sweep run <sweep.json>', 'Run a sweep, or go on with it')
    .option('--out <folder>', 'The folder for the results')
    .option('--workers <count>', 'Processes (default: one for each core)')
    .option('--shard <i/N>', 'This part of N alone (default: as the scheduler of an array job says)')
    .option('--shards <N>', 'How many parts there are, where the scheduler does not say (Kubernetes, PBS)')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra sweep run sweep.json --out results')
    .example('hessian-eigenspectra sweep run sweep.json --out results --shard 0/8 --workers 4')
    .action(runSweepRun);
  cli
    .command('sweep merge <folder>', 'Merge the results: tables (CSV, Parquet), eigenvalues (NPZ), statistics')
    .option('--partial', 'Merge what is there, even if trials are missing')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra sweep merge results')
    .action(runSweepMerge);
}

/** `sweep run` as one word: the parser knows commands of one word alone. */
export function joinSweepCommand(argv: readonly string[]): string[] {
  const [node, script, first, second, ...rest] = argv;
  const joins = first === 'sweep' && second !== undefined && !second.startsWith('-');
  return joins ? [node, script, `${first} ${second}`, ...rest] : [...argv];
}
