/** The numbers as files: CSV and NPZ, those of the command line; and the model file. */

import { type Zippable, zipSync } from 'fflate';
import { csvRow } from '../../data/column';
import { encodeEigenvaluesCsv } from '../../data/csv';
import { encodeNpy } from '../../data/npy';
import type { Run } from '../simulation/run';
import type { ModelText } from '../state/model-text';
import type { Scenario } from '../state/scenario';

/** ZIP has no earlier date: the same numbers make the same bytes. */
const DATE = new Date(1980, 0, 1);

export function modelFile(model: ModelText): string {
  return `${JSON.stringify(model, null, 2)}\n`;
}

/** Eigenvalues by trial; of an estimate, its density. */
export function csvFile({ trials, estimate }: Run): string {
  if (!estimate) return encodeEigenvaluesCsv(trials);
  const rows = estimate.density.map(({ x, density, standardError }) => csvRow([x, density, standardError]));
  return `x,density,standardError\n${rows.join('')}`;
}

/** `eigenvalues` (trials x p), or of an estimate `x`, `density`, `standardError`; and model.json with what they came from. */
export function npzFile({ trials, estimate }: Run, { model, seed }: Scenario): Uint8Array<ArrayBuffer> {
  const origin = JSON.stringify({ model, seed, trials: trials.length });
  const files: Record<string, Uint8Array> = { 'model.json': new TextEncoder().encode(origin) };
  if (estimate) {
    for (const name of ['x', 'density', 'standardError'] as const) {
      const values = Float64Array.from(estimate.density, (point) => point[name]);
      files[`${name}.npy`] = encodeNpy(values, [values.length]);
    }
  } else {
    const features = trials[0].eigenvalues.length;
    const all = new Float64Array(trials.length * features);
    trials.forEach(({ eigenvalues }, k) => {
      all.set(eigenvalues, k * features);
    });
    files['eigenvalues.npy'] = encodeNpy(all, [trials.length, features]);
  }
  const entries = Object.entries(files).map(([name, bytes]) => [name, [bytes, { level: 0, mtime: DATE }]]);
  return zipSync(Object.fromEntries(entries) as Zippable);
}
