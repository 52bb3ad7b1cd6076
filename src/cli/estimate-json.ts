/** An estimated spectrum as `estimate --json` prints it. */

import type { Model } from '../model/model';
import { modelFileOf } from '../model/model-file';
import type { SpectrumEstimate } from '../simulation/lanczos/spectrum-estimate';

const MOMENTS = [1, 2, 3, 4];

export function estimateJson(model: Model, estimate: SpectrumEstimate, points: readonly number[]) {
  const { seed, trial, width, trace, extremes, orthogonality, multiplications, held, memory, timing } = estimate;
  return {
    model: modelFileOf(model),
    seed: typeof seed === 'bigint' ? String(seed) : seed,
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
