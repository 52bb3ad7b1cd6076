/** `estimate <model>`: the spectrum of a Hessian too large to hold, beside its limiting law. */

import { limitingLaw } from '../../law/limiting-law';
import { estimateSpectrum } from '../../simulation/lanczos/estimate-spectrum';
import { parseCount, parseNumbers, parseSeed } from '../arguments';
import { estimateJson } from '../estimate-json';
import { estimateTable } from '../estimate-table';
import { interruptSignal } from '../interrupt';
import { loadModel } from '../load-model';
import { progressBar } from '../progress';

interface EstimateFlags {
  readonly seed?: string | number;
  readonly probes?: string | number;
  readonly steps?: string | number;
  readonly extremes?: string | number;
  readonly at?: string | number;
  readonly json?: boolean;
}

/** Where the density is printed unless told: evenly over the spectrum. */
const POINTS = 12;
const JSON_POINTS = 200;

export async function runEstimate(name: string, flags: EstimateFlags): Promise<void> {
  const seed = parseSeed(flags.seed);
  const probes = parseCount('probes', flags.probes) ?? 8;
  const steps = parseCount('steps', flags.steps) ?? 64;
  const extremes = parseCount('extremes', flags.extremes) ?? 1;
  const at = parseNumbers('at', flags.at);
  const model = await loadModel(name);
  const law = limitingLaw(model);
  const bar = progressBar(1);
  try {
    const options = { seed, probes, steps, extremes, signal: interruptSignal(), onProgress: bar.onProgress };
    const estimate = await estimateSpectrum(model, options);
    bar.stop();
    const count = flags.json ? JSON_POINTS : POINTS;
    const points =
      at.length > 0
        ? at
        : evenPoints(estimate.extremes[0].eigenvalue, estimate.extremes.at(-1)?.eigenvalue ?? 0, count);
    const report = flags.json
      ? JSON.stringify(estimateJson(model, estimate, points), null, 2)
      : estimateTable(estimate, law, points);
    process.stdout.write(`${report}\n`);
  } finally {
    bar.stop();
  }
}

/** The middles of `count` equal parts of [left, right]. */
function evenPoints(left: number, right: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => left + ((right - left) * (k + 0.5)) / count);
}
