/** `estimate <model>`: the spectrum of a Hessian too large to hold, beside its limiting law. */

import type { Law } from '../../law/law';
import { limitingLaw } from '../../law/limiting-law';
import type { Model } from '../../model/model';
import { modelFileOf } from '../../model/model-file';
import { estimateSpectrum } from '../../simulation/lanczos/estimate-spectrum';
import type { SpectrumEstimate } from '../../simulation/lanczos/spectrum-estimate';
import { formatNumber, formatWithError } from '../../words/format';
import { type Flags, parseCount, parseNumbers, parseSeed } from '../arguments';
import { loadModel } from '../load';
import { json, print } from '../output';
import { COSINE_HEADS, cosineCells, plainTable } from '../plain-table';
import { interruptSignal, progressBar } from '../progress';

type EstimateFlags = Flags<'seed' | 'probes' | 'steps' | 'extremes' | 'at', 'json'>;

/** Points evenly over the spectrum at which the density is printed unless others are given. */
const POINTS = 12;
const JSON_POINTS = 200;
/** Degrees of the moments. */
const MOMENTS = [1, 2, 3, 4];
const DIGITS = 8;

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
    print(flags.json ? json(estimateJson(model, estimate, points)) : estimateTable(estimate, law, points));
  } finally {
    bar.stop();
  }
}

/** The middles of `count` equal parts of [left, right]. */
function evenPoints(left: number, right: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => left + ((right - left) * (k + 0.5)) / count);
}

function estimateJson(model: Model, estimate: SpectrumEstimate, points: readonly number[]) {
  const { seed, trial, width, trace, extremes, orthogonality, multiplications, held, memory, timing } = estimate;
  return {
    model: modelFileOf(model),
    seed,
    trial,
    trace,
    moments: MOMENTS.map((degree) => ({ degree, ...estimate.moment(degree) })),
    width,
    density: points.map((x) => ({ x, ...estimate.density(x) })),
    cdf: points.map((x) => ({ x, ...estimate.cdf(x) })),
    extremes: extremes.map(({ index, eigenvalue, residual, alignment }) => ({
      index,
      eigenvalue,
      residual,
      alignment,
    })),
    probes: estimate.probes.map(({ nodes, weights }) => ({ nodes: Array.from(nodes), weights: Array.from(weights) })),
    diagnostics: { orthogonality, multiplications, held, memory, timing },
  };
}

/** The spectrum's ends, its density and its distribution function beside the law's. */
function estimateTable(estimate: SpectrumEstimate, law: Law, points: readonly number[]): string {
  const ends = plainTable(['eigenvalue', 'value', 'law', ...COSINE_HEADS, 'residual']);
  for (const { index, eigenvalue, residual, alignment } of estimate.extremes) {
    ends.push([
      index + 1,
      formatNumber(eigenvalue, DIGITS),
      formatNumber(predictedEnd(law, index, estimate.features), DIGITS),
      ...cosineCells(alignment, 5),
      residual.toExponential(1),
    ]);
  }

  const density = plainTable(['x', 'density (smoothed)', 'law', 'share up to x', 'law']);
  for (const x of points) {
    const { value, standardError } = estimate.density(x);
    const cdf = estimate.cdf(x);
    density.push([
      formatNumber(x, 4),
      formatWithError(value, standardError),
      formatNumber(law.density(x), 4),
      formatWithError(cdf.value, cdf.standardError),
      formatNumber(law.cdf(x), 4),
    ]);
  }

  const seconds = Object.values(estimate.timing).reduce((sum, stage) => sum + stage, 0) / 1000;
  const cost = `${estimate.multiplications} passes over X, ${seconds.toFixed(1)} s, ${(estimate.memory / 2 ** 20).toFixed(0)} MiB`;
  return `${ends}\n\n${density}\n\n${cost}`;
}

/** The place that the law gives the eigenvalue of this index: an outlier's beyond the bulks, or, for the next one, the edge. */
function predictedEnd({ outliers, bulks }: Law, index: number, features: number): number | null {
  const left = outliers.filter(({ side }) => side === 'left');
  const right = outliers.filter(({ side }) => side === 'right').reverse();
  const fromRight = features - 1 - index;
  if (index < fromRight)
    return index === left.length ? (bulks[0]?.left.location ?? null) : (left[index]?.location ?? null);
  if (fromRight === right.length) return bulks.at(-1)?.right.location ?? null;
  return right[fromRight]?.location ?? null;
}
