/**
 * E[g / (1 + g delta)] over h, h* and noise by rules that know nothing of the law's: Gauss-Legendre panels along w or along
 * wStar, cut where the caller says that something jumps or bends, and the plain trapezoid rule across and in the noise.
 */

import { gramOf, type SignalGeometry } from '../../../src/covariance/geometry';
import type { Complex } from '../../../src/numerics/complex';
import { RULE } from '../../../src/numerics/gauss-legendre';

/** A value of g with its probability, given h, h* and a standard normal noise. */
export type Case = (h: number, star: number, noise: number, add: (g: number, probability: number) => void) => void;

export interface Plan {
  readonly along: 'w' | 'wStar';
  /** Values of h, or of h*, at which the panels are cut. */
  readonly cuts?: readonly number[];
  readonly width?: number;
  readonly step?: number;
  /** 0 for no noise. */
  readonly noiseStep?: number;
}

const REACH = 9;

export function bruteForce(geometry: SignalGeometry, cases: Case, deltas: readonly Complex[], plan: Plan): Complex[] {
  const { along, cuts = [], width = 0.75, step = 0.1, noiseStep = 0 } = plan;
  const [means, covariance] = [gramOf(geometry, 0), gramOf(geometry, 1)];
  const [hMean, starMean] = [means[0][1], means[0][2]];
  const [hh, hs, ss] = [covariance[1][1], covariance[1][2], covariance[2][2]];
  // The score along which the panels run has its own coordinate alone; the other one has both.
  const [first, second] = along === 'w' ? [hh, ss] : [ss, hh];
  const size = Math.sqrt(first);
  const shared = hs / size;
  const across = Math.sqrt(Math.max(0, second - shared * shared));
  const [firstMean, secondMean] = along === 'w' ? [hMean, starMean] : [starMean, hMean];
  const noises = noiseStep === 0 ? [0] : grid(noiseStep);
  const sums = new Float64Array(2 * deltas.length);
  let weight = 0;
  const add = (g: number, probability: number) => {
    for (let i = 0; i < deltas.length; i++) {
      const x = 1 + g * deltas[i].re;
      const y = g * deltas[i].im;
      const scale = (weight * probability * g) / (x * x + y * y);
      sums[2 * i] += scale * x;
      sums[2 * i + 1] -= scale * y;
    }
  };
  const inner = cuts.map((cut) => (cut - firstMean) / size).filter((t) => Math.abs(t) < REACH);
  const ends = [-REACH, ...inner, REACH].sort((a, b) => a - b);
  for (let k = 0; k + 1 < ends.length; k++) {
    const count = Math.ceil((ends[k + 1] - ends[k]) / width);
    const half = (ends[k + 1] - ends[k]) / (2 * count);
    for (let panel = 0; panel < count; panel++) {
      for (const [i, node] of RULE.nodes.entries()) {
        const t = ends[k] + half * (2 * panel + 1 + node);
        for (const u of across === 0 ? [0] : grid(step)) {
          const one = firstMean + size * t;
          const other = secondMean + shared * t + across * u;
          const [h, star] = along === 'w' ? [one, other] : [other, one];
          const plane = half * RULE.weights[i] * gaussian(t) * (across === 0 ? 1 : step * gaussian(u));
          for (const noise of noises) {
            weight = plane * (noiseStep === 0 ? 1 : noiseStep * gaussian(noise));
            cases(h, star, noise, add);
          }
        }
      }
    }
  }
  return deltas.map((_, i) => ({ re: sums[2 * i], im: sums[2 * i + 1] }));
}

function grid(step: number): number[] {
  const count = Math.ceil(REACH / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
}

function gaussian(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
