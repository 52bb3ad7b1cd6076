/** `simulate <model>`: the eigenvalues of simulated Hessians, as a summary, JSON or a file. */

import { writeFileAtomically } from '../../data/save';
import { Engine } from '../../simulation/engine';
import { simulateTrials } from '../../simulation/simulate';
import type { Spectrum } from '../../simulation/spectrum';
import { parseCount, parseSeed, parseTrials } from '../arguments';
import { interruptSignal } from '../interrupt';
import { loadModel } from '../load-model';
import { checkOutputPath, EIGENVALUE_ENDINGS, encodeEigenvalues } from '../output-file';
import { progressBar } from '../progress';
import { spectraJson } from '../spectra-json';
import { spectraTable } from '../spectra-table';

interface SimulateFlags {
  readonly seed?: string | number;
  readonly trials?: string | number;
  readonly threads?: string | number;
  readonly eigenvalues?: string;
  readonly json?: boolean;
}

export async function runSimulate(name: string, flags: SimulateFlags): Promise<void> {
  const seed = parseSeed(flags.seed);
  const trials = parseTrials(flags.trials);
  const threads = parseCount('threads', flags.threads) ?? 1;
  const { eigenvalues } = flags;
  const out = eigenvalues === undefined ? null : await checkOutputPath('eigenvalues', eigenvalues, EIGENVALUE_ENDINGS);
  const model = await loadModel(name);
  const engine = await Engine.create({ threads });
  const bar = progressBar(trials);
  const spectra: Spectrum[] = [];
  try {
    const options = { seed, trials, engine, signal: interruptSignal(), onProgress: bar.onProgress };
    for await (const spectrum of simulateTrials(model, options)) spectra.push(spectrum);
  } finally {
    bar.stop();
    engine.dispose();
  }
  const report = flags.json ? JSON.stringify(spectraJson(model, seed, spectra), null, 2) : spectraTable(spectra);
  process.stdout.write(`${report}\n`);
  if (out !== null) {
    await writeFileAtomically(out, encodeEigenvalues(out, spectra));
    process.stderr.write(`Eigenvalues written to ${out}\n`);
  }
}
