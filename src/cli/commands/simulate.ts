/** `simulate <model>`: the eigenvalues of simulated Hessians, as a summary, JSON or a file. */

import { writeFileAtomically } from '../../data/save';
import { simulateTrials } from '../../simulation/simulate';
import type { Spectrum } from '../../simulation/spectrum';
import { parseSeed, parseTrials } from '../arguments';
import { encodeEigenvalues } from '../eigenvalue-file';
import { interruptSignal } from '../interrupt';
import { loadModel } from '../load-model';
import { progressBar } from '../progress';

interface SimulateFlags {
  readonly seed?: string | number;
  readonly trials?: string | number;
  readonly eigenvalues?: string;
  readonly json?: boolean;
}

export async function runSimulate(name: string, flags: SimulateFlags): Promise<void> {
  const seed = parseSeed(flags.seed);
  const trials = parseTrials(flags.trials);
  const model = await loadModel(name);
  const bar = progressBar(trials);
  const spectra: Spectrum[] = [];
  try {
    const options = { seed, trials, signal: interruptSignal(), onProgress: bar.onProgress };
    for await (const spectrum of simulateTrials(model, options)) spectra.push(spectrum);
  } finally {
    bar.stop();
  }
  console.log(spectra, encodeEigenvalues, writeFileAtomically);
}
