/** The commands `sweep plan`, `sweep run`, ...: each with options of its own. */

import type { CAC } from 'cac';
import { runSweepMerge } from './merge';
import { runSweepPlan } from './plan';
import { runSweepPlot } from './plot';
import { runSweepRun } from './run';
import { runSweepSlurm } from './slurm';
import { runSweepStats } from './stats';

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
  cli
    .command('sweep stats <folder>', 'Mean, standard error and prediction of a quantity in each cell')
    .option('--quantity <name>', 'A column of trials.csv (default: the first one)')
    .option('--json', 'Print JSON on standard output')
    .example('hessian-eigenspectra sweep stats results --quantity largest')
    .action(runSweepStats);
  cli
    .command(
      'sweep plot <folder>',
      'A quantity against the swept parameter, a curve for each other value, or a heat map over two',
    )
    .option('--quantity <name>', 'A column of trials.csv (default: the first one)')
    .option('--out <file>', 'The figure: .svg or .png')
    .example('hessian-eigenspectra sweep plot results --quantity alignment_largest_mean --out alignment.svg')
    .action(runSweepPlot);
  cli
    .command('sweep slurm <sweep.json>', 'Job scripts for Slurm: an array, and a merge that waits for it')
    .option('--out <folder>', 'The folder for the results, seen by all nodes')
    .option('--nodes <N>', 'Tasks of the array')
    .option('--workers <count>', 'Processes, and CPUs, of each task (default 1)')
    .option('--time <limit>', "As sbatch's --time")
    .option('--partition <name>', "As sbatch's --partition")
    .option('--memory <size>', "As sbatch's --mem")
    .option('--submit', 'Submit them')
    .example('hessian-eigenspectra sweep slurm sweep.json --out results --nodes 16 --workers 8 --submit')
    .action(runSweepSlurm);
}

/** `sweep run` as one word: the parser knows commands of one word alone. */
export function joinSweepCommand(argv: readonly string[]): string[] {
  const [node, script, first, second, ...rest] = argv;
  const joins = first === 'sweep' && second !== undefined && !second.startsWith('-');
  return joins ? [node, script, `${first} ${second}`, ...rest] : [...argv];
}
