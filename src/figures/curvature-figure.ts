/** Figure 3: a spectrum against the Marchenko-Pastur law nearest to its own, and the histogram of the curvatures g. */

import { defineModel } from '../model/define-model';
import type { Model } from '../model/model';
import { modelFileOf } from '../model/model-file';
import { gaussianCdf, gaussianDensity } from '../numerics/gaussian';
import { histogram } from '../numerics/histogram';
import { distanceTo } from '../numerics/sample-statistics';
import { renderFigure } from '../plot/comparison-figure';
import { stackFigures } from '../plot/frame';
import { renderPanel } from '../plot/panel';
import { COLORS } from '../plot/style';
import { simulate } from '../simulation/simulate';
import { type Check, checkOf, spectrumChecks, verdictOf } from './checks';
import type { FigureRecipe, MakeOptions } from './figure';
import { comparePreset, spectrumNumbers } from './spectrum-figure';

/** The law of g where h ~ N(0, 1) and y is a fair sign of its own. */
export interface CurvatureOfScore {
  readonly g: (y: number, h: number) => number;
  readonly density: (g: number) => number;
  readonly cdf: (g: number) => number;
  /** What is shown. */
  readonly window: readonly [number, number];
}

/** |h| at which 1 / (4 cosh^2(h / 2)) is g. */
const logisticScore = (g: number) => 2 * Math.acosh(1 / (2 * Math.sqrt(g)));

export const LOGISTIC_CURVATURE: CurvatureOfScore = {
  g: (_, h) => 1 / (4 * Math.cosh(h / 2) ** 2),
  // |dg / dh| = g tanh(|h| / 2), and both signs of h.
  density: (g) => (2 * gaussianDensity(logisticScore(g))) / (g * Math.tanh(logisticScore(g) / 2)),
  cdf: (g) => (g <= 0 ? 0 : g >= 0.25 ? 1 : 2 * gaussianCdf(-logisticScore(g))),
  window: [0, 0.25],
};

export const EXPONENTIAL_CURVATURE: CurvatureOfScore = {
  g: (y, h) => Math.exp(-y * h),
  density: (g) => gaussianDensity(Math.log(g)) / g,
  cdf: (g) => (g <= 0 ? 0 : gaussianCdf(Math.log(g))),
  window: [0, 6],
};

interface CurvatureRecipe {
  readonly id: string;
  readonly title: string;
  readonly preset: 'figure-2a' | 'figure-2b';
  readonly curvature: CurvatureOfScore;
}

/** P(sqrt(n) D > 2.2) = 2 exp(-2 2.2^2) = 1.2e-4 (Kolmogorov). */
const KOLMOGOROV = 2.2;
const CURVE = 240;

export function curvatureFigure({ id, title, preset, curvature }: CurvatureRecipe): FigureRecipe {
  return {
    id,
    title,
    async make(options) {
      const comparison = await comparePreset(preset, options);
      const { model, trials, marchenkoPastur } = comparison;
      const { fit, distance, verdict, noise } = marchenkoPastur.nearest;
      const best = { ...comparison, marchenkoPastur: { ...marchenkoPastur, law: fit } };
      const bulk = Float64Array.from(trials.flatMap(({ eigenvalues }) => Array.from(eigenvalues))).sort();
      const toFit = distanceTo(bulk, (x) => fit.cdf(x)).kolmogorovSmirnov;
      const sampled = await sampleCurvatures(model, curvature, options);
      const fitCheck = checkOf(
        'Kolmogorov-Smirnov distance to the nearest Marchenko-Pastur law',
        { predicted: distance.kolmogorovSmirnov, simulated: toFit, tolerance: 2 * (noise as number) },
        "triangle inequality: the spectrum's own distance from the law, at most 2 typical ones",
      );
      const { checks, notes } = spectrumChecks(comparison);
      const looks =
        verdict === 'similar'
          ? 'not Marchenko-Pastur, though one spectrum of this size cannot tell'
          : `not Marchenko-Pastur: one spectrum of this size is enough to tell`;
      return {
        svg: stackFigures(`Figure ${id}: ${title}`, [
          await renderFigure(best, { title: `Figure ${id}: ${title}`, height: 430 }),
          await curvaturePanel(id, curvature, sampled),
        ]),
        numbers: {
          ...spectrumNumbers(best),
          nearestMarchenkoPastur: {
            ratio: fit.aspectRatio,
            shift: fit.shift,
            scale: fit.scale,
            distance,
            verdict,
            noise,
          },
          curvatures: { samples: sampled.length, histogram: barsOf(curvature, sampled) },
        },
        verdict: verdictOf([fitCheck, curvatureCheck(curvature, sampled), ...checks], [looks, ...notes]),
      };
    },
  };
}

function curvatureCheck({ cdf }: CurvatureOfScore, sampled: Float64Array): Check {
  return checkOf(
    'Kolmogorov-Smirnov distance of g from its closed form',
    {
      predicted: 0,
      simulated: distanceTo(sampled, cdf).kolmogorovSmirnov,
      tolerance: KOLMOGOROV / Math.sqrt(sampled.length),
    },
    `${KOLMOGOROV} / sqrt(n): exceeded with probability 1.2e-4`,
  );
}

/** The n curvatures of trial 0, ascending: the same samples as in the spectrum, seen by a loss that takes them down. */
async function sampleCurvatures(
  model: Model,
  { g }: CurvatureOfScore,
  { seed, signal }: Pick<MakeOptions, 'seed' | 'signal'>,
): Promise<Float64Array> {
  const seen: number[] = [];
  const observe = (y: number, h: number) => {
    const value = g(y, h);
    seen.push(value);
    return value;
  };
  const { loss: _, ...file } = modelFileOf(model);
  const observed = defineModel({
    ...file,
    loss: { curvature: observe, kinks: [], range: [0, Number.POSITIVE_INFINITY] },
  });
  seen.length = 0;
  await simulate(observed, { seed, ...(signal && { signal }) });
  return Float64Array.from(seen).sort();
}

function barsOf({ window }: CurvatureOfScore, sampled: Float64Array) {
  const inside = sampled.filter((g) => g >= window[0] && g <= window[1]);
  const { edges, density } = histogram(inside, { intervals: [window], total: sampled.length });
  return { edges: Array.from(edges), density: Array.from(density) };
}

function curvaturePanel(id: string, curvature: CurvatureOfScore, sampled: Float64Array): Promise<string> {
  const { window, density } = curvature;
  const bars = barsOf(curvature, sampled);
  const top = 1.1 * Math.max(...bars.density);
  const [low, high] = window;
  const curve = Array.from({ length: CURVE }, (_, k) => {
    // Dense at both ends, where densities diverge.
    const x = low + (high - low) * Math.sin(((k + 0.5) * Math.PI) / (2 * CURVE)) ** 2;
    return { x, y: density(x) };
  }).filter(({ y }) => y <= top);
  const beyond = sampled.filter((g) => g > high).length;
  return renderPanel({
    title: `Figure ${id}: the curvatures g`,
    facts: `n = ${sampled.length}, trial 0${beyond > 0 ? `; ${beyond} beyond the frame` : ''}`,
    keys: [
      { kind: 'bar', label: 'simulated' },
      { kind: 'line', label: 'closed form' },
    ],
    x: { label: 'g', domain: [low, high] },
    y: { label: 'density', domain: [0, top] },
    marks: (Plot) => [
      Plot.rectY(
        bars.density.map((height, k) => ({ x1: bars.edges[k], x2: bars.edges[k + 1], height })),
        {
          x1: 'x1',
          x2: 'x2',
          y1: 0,
          y2: 'height',
          fill: COLORS.bar,
          stroke: COLORS.simulated,
          strokeWidth: 0.6,
          ariaDescription: 'simulated curvatures',
        },
      ),
      Plot.line(curve, { x: 'x', y: 'y', stroke: COLORS.law, strokeWidth: 2, ariaDescription: 'closed form' }),
    ],
  });
}
