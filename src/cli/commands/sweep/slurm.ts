/** `sweep slurm <sweep.json> --out DIR --nodes N`: writes job scripts, and submits them with --submit. */

import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { writeFileAtomically } from '../../../data/save';
import { SweepFolder } from '../../../sweep/folder';
import { arrayScript, mergeScript, type SlurmOptions } from '../../../sweep/slurm';
import { type Flags, parseCount, UsageError } from '../../arguments';
import { loadSweep } from '../../load';
import { requireOut } from './run';

type SlurmFlags = Flags<'out' | 'nodes' | 'workers' | 'time' | 'partition' | 'memory', 'submit'>;

export async function runSweepSlurm(name: string, flags: SlurmFlags): Promise<void> {
  const out = resolve(requireOut(flags.out));
  const nodes = parseCount('nodes', flags.nodes);
  if (nodes === undefined) throw new UsageError('--nodes: expected the number of tasks of the array');
  const sweep = await loadSweep(name);
  const folder = new SweepFolder(out);
  await folder.claim(sweep);
  const limits = (['time', 'partition', 'memory'] as const).filter((limit) => flags[limit] !== undefined);
  const options: SlurmOptions = {
    // The folder's own copy: what is submitted stays the same whatever is done to the file.
    sweepFile: folder.sweepFile,
    out,
    command: [process.execPath, resolve(process.argv[1])],
    nodes,
    workers: parseCount('workers', flags.workers) ?? 1,
    ...Object.fromEntries(limits.map((limit) => [limit, String(flags[limit])])),
  };
  const scripts = { array: join(out, 'array.sbatch'), merge: join(out, 'merge.sbatch') };
  await writeFileAtomically(scripts.array, arrayScript(options));
  await writeFileAtomically(scripts.merge, mergeScript(options));
  if (!flags.submit) {
    const lines = [
      `job=$(sbatch --parsable ${scripts.array})`,
      `sbatch --dependency=afterany:"$job" --kill-on-invalid-dep=yes ${scripts.merge}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return;
  }
  const array = submit([scripts.array]);
  // After any end: where trials failed, the merge says which.
  const merge = submit([`--dependency=afterany:${array}`, '--kill-on-invalid-dep=yes', scripts.merge]);
  process.stdout.write(`array ${array}\nmerge ${merge}\n`);
}

/** The number of the job. */
function submit(words: readonly string[]): string {
  try {
    const answer = execFileSync('sbatch', ['--parsable', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return answer.trim().split(';')[0];
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT')
      throw new Error('sbatch is not installed here: run the command where Slurm is', { cause: error });
    throw new Error(`sbatch: ${stderr?.trim() || message}`, { cause: error });
  }
}
