/** `simulate <model>`: the eigenvalues of simulated Hessians, as a summary, JSON or a file. */

import { writeFileAtomically } from '../../data/save';
import { modelFileOf } from '../../model/model-file';
import { Engine } from '../../simulation/engine';
import { simulateTrials } from '../../simulation/simulate';
import type { Spectrum } from '../../simulation/spectrum';
import { formatNumber } from '../../words/format';
import { type Flags, parseCount, parseSeed, parseTrials } from '../arguments';
import { loadModel } from '../load';
import { checkOutputPath, EIGENVALUE_ENDINGS, encodeEigenvalues, json, print } from '../output';
import { plainTable } from '../plain-table';
import { interruptSignal, progressBar } from '../progress';

type SimulateFlags = Flags<'seed' | 'trials' | 'threads' | 'eigenvalues', 'json'>;

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
  print(flags.json ? json({ model: modelFileOf(model), seed, trials: spectra.map(trialJson) }) : spectraTable(spectra));
  if (out !== null) {
    await writeFileAtomically(out, encodeEigenvalues(out, spectra));
    process.stderr.write(`Eigenvalues written to ${out}\n`);
  }
}

function trialJson({ trial, eigenvalues, trace, frobeniusSquared, timing }: Spectrum) {
  return { trial, eigenvalues: Array.from(eigenvalues), trace, frobeniusSquared, timing };
}

const DIGITS = 8;

/** A row for each trial. */
function spectraTable(spectra: readonly Spectrum[]): string {
  const table = plainTable(['trial', 'smallest', 'median', 'largest', 'trace', 'milliseconds']);
  for (const { trial, eigenvalues, trace, timing } of spectra) {
    const at = (share: number) => formatNumber(eigenvalues[Math.round(share * (eigenvalues.length - 1))], DIGITS);
    const milliseconds = Object.values(timing).reduce((sum, stage) => sum + stage, 0);
    table.push([trial, at(0), at(0.5), at(1), formatNumber(trace, DIGITS), milliseconds.toFixed(0)]);
  }
  return table.toString();
}
