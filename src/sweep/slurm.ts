/** Job scripts for Slurm: an array with one task a shard, and a merge that waits for it. */

export interface SlurmOptions {
  /** Absolute paths: tasks start on other machines, in folders of their own. */
  readonly sweepFile: string;
  readonly out: string;
  /** The command that starts the program: node and its script. */
  readonly command: readonly string[];
  /** Tasks of the array. */
  readonly nodes: number;
  /** Processes, and so CPUs, of a task. */
  readonly workers: number;
  /** As `sbatch --time`, `--partition` and `--mem` take them. */
  readonly time?: string;
  readonly partition?: string;
  readonly memory?: string;
}

/** A task that its node took down with it is queued again, and goes on from what it had written. */
export function arrayScript(options: SlurmOptions): string {
  const { sweepFile, out, command, nodes, workers } = options;
  const shard = ['--shard', `"$SLURM_ARRAY_TASK_ID/${nodes}"`, '--workers', `${workers}`];
  return script(
    [
      '--job-name=hessian-sweep',
      `--array=0-${nodes - 1}`,
      `--cpus-per-task=${workers}`,
      '--requeue',
      '--open-mode=append',
      `--output=${out}/slurm-%A_%a.log`,
      ...limits(options),
    ],
    `exec ${[...command, 'sweep', 'run', sweepFile, '--out', out].map(quote).join(' ')} ${shard.join(' ')}`,
  );
}

export function mergeScript(options: SlurmOptions): string {
  const { out, command } = options;
  return script(
    [
      '--job-name=hessian-merge',
      '--cpus-per-task=1',
      '--requeue',
      `--output=${out}/slurm-merge.log`,
      ...limits(options),
    ],
    `exec ${[...command, 'sweep', 'merge', out].map(quote).join(' ')}`,
  );
}

function limits({ time, partition, memory }: SlurmOptions): string[] {
  return [
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(memory === undefined ? [] : [`--mem=${memory}`]),
  ];
}

function script(directives: readonly string[], line: string): string {
  const lines = directives.map((directive) => `#SBATCH ${quoteDirective(directive)}`);
  return `#!/bin/sh\n${lines.join('\n')}\n\n${line}\n`;
}

/** A word as the shell takes it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** sbatch takes double quotes in its directives. */
function quoteDirective(directive: string): string {
  return /\s/.test(directive) ? directive.replace(/=(.*)$/, '="$1"') : directive;
}
