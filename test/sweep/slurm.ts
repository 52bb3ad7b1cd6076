/**
 * A Slurm of two virtual nodes on this machine's loopback, from Debian's packages slurm-wlm and munge: one controller, two
 * node daemons, all files in a folder of its own. Root only.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { until } from '../processes';

/** Null where a Slurm can be started, and is asked for; else what is missing. */
export function missingForSlurm(): string | null {
  if (process.env.SWEEP_SLURM !== '1') return 'a few minutes: SWEEP_SLURM=1 runs it';
  const programs = ['slurmctld', 'slurmd', 'sbatch', 'munged'];
  const places = ['/usr/sbin', '/usr/bin'];
  const missing = programs.filter((program) => !places.some((place) => existsSync(join(place, program))));
  if (missing.length > 0) return `not installed: ${missing.join(', ')} (apt-get install slurm-wlm munge)`;
  return process.getuid?.() === 0 ? null : 'it needs root';
}

export class Slurm {
  readonly #daemons = new Map<string, ChildProcess>();
  readonly environment: NodeJS.ProcessEnv;

  private constructor(folder: string) {
    this.environment = { PATH: process.env.PATH, SLURM_CONF: join(folder, 'slurm.conf') };
  }

  /** @param port the first of ten ports that nobody uses */
  static async start(parent: string, port: number): Promise<Slurm> {
    const folder = join(parent, 'slurm');
    for (const name of ['state', 'n1', 'n2', 'munge']) mkdirSync(join(folder, name), { recursive: true });
    const socket = join(folder, 'munge', 'socket');
    const key = join(folder, 'munge', 'key');
    writeFileSync(key, Buffer.from(Array.from({ length: 128 }, (_, k) => (k * 37) % 256)), { mode: 0o600 });
    writeFileSync(join(folder, 'slurm.conf'), configuration(folder, socket, port));
    const slurm = new Slurm(folder);
    const munge = ['--foreground', '--force', `--socket=${socket}`, `--key-file=${key}`];
    const files = ['pid', 'log', 'seed'].map((name) => `--${name}-file=${join(folder, 'munge', name)}`);
    slurm.#spawn('munged', '/usr/sbin/munged', [...munge, ...files, '--num-threads=2']);
    await until(() => existsSync(socket), 250);
    slurm.#spawn('slurmctld', '/usr/sbin/slurmctld', ['-D', '-c']);
    for (const node of ['n1', 'n2']) slurm.#spawn(node, '/usr/sbin/slurmd', ['-D', '-N', node]);
    await until(() => slurm.query('sinfo', '--noheader', '--format=%D %t').trim() === '2 idle', 250);
    return slurm;
  }

  query(program: string, ...words: string[]): string {
    try {
      const options = { env: this.environment, encoding: 'utf8', stdio: 'pipe' } as const;
      return execFileSync(program, words, options);
    } catch {
      return '';
    }
  }

  /** Takes a node away, with the tasks on it: all stand still before the first one dies, so that none reports it. */
  killNode(name: string): void {
    const daemon = this.#daemons.get(name)?.pid as number;
    const tasks = tasksOf(name);
    const keepers = processes().filter(
      ({ pid, command }) => command === 'slurmstepd' && tasks.some(({ parent }) => parent === pid),
    );
    const all = [daemon, ...keepers.map(({ pid }) => pid), ...tasks.map(({ pid }) => pid)];
    for (const pid of all) signal(pid, 'SIGSTOP');
    for (const pid of all) signal(pid, 'SIGKILL');
  }

  stop(): void {
    for (const node of ['n1', 'n2']) this.killNode(node);
    for (const daemon of this.#daemons.values()) daemon.kill('SIGKILL');
  }

  #spawn(name: string, program: string, words: readonly string[]): void {
    this.#daemons.set(name, spawn(program, words, { env: this.environment, stdio: 'ignore' }));
  }
}

function configuration(folder: string, socket: string, port: number): string {
  const settings = {
    ClusterName: 'test',
    SlurmctldHost: `${hostname()}(127.0.0.1)`,
    SlurmUser: 'root',
    SlurmdUser: 'root',
    SlurmctldPort: port,
    SlurmdPort: port + 1,
    AuthType: 'auth/munge',
    AuthInfo: `socket=${socket}`,
    CryptoType: 'crypto/munge',
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_Core',
    AccountingStorageType: 'accounting_storage/none',
    JobAcctGatherType: 'jobacct_gather/none',
    MpiDefault: 'none',
    ReturnToService: 2,
    SlurmdParameters: 'config_overrides',
    SlurmdTimeout: 10,
    CommunicationParameters: 'NoInAddrAny',
    StateSaveLocation: join(folder, 'state'),
    SlurmdSpoolDir: join(folder, '%n'),
    SlurmctldPidFile: join(folder, 'slurmctld.pid'),
    SlurmdPidFile: join(folder, 'slurmd.%n.pid'),
    SlurmctldLogFile: join(folder, 'slurmctld.log'),
    SlurmdLogFile: join(folder, 'slurmd.%n.log'),
  };
  const node = (name: string, offset: number) =>
    `NodeName=${name} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${port + offset} CPUs=1 RealMemory=2000`;
  return [
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    node('n1', 2),
    node('n2', 3),
    'PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP',
    '',
  ].join('\n');
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, command] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command };
  });
}

/** The processes of tasks that run on a node, by what Slurm tells them. */
function tasksOf(node: string): Process[] {
  return processes().filter(({ pid }) => environmentOf(pid).includes(`SLURMD_NODENAME=${node}\0`));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
