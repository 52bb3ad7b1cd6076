/**
 * Expectations over the scores h = w . x and h* = wStar . x of a Gaussian x, the noise of the response and the label, by plain
 * sums: the one oracle for the integrals of the limiting law, which shares no rule with it. The trapezoid rule converges
 * geometrically for an analytic integrand on the whole line (it errs by exp(-2 pi d / step), d the distance of the nearest
 * pole); where something jumps or bends, panels of a Gauss-Legendre rule are cut there.
 */

import { gramOf, type SignalGeometry } from '../../src/covariance/geometry';
import type { Complex } from '../../src/numerics/complex';

/** Takes a value of g and its probability, given the scores and the noise. */
export type Take = (g: number, probability: number) => void;

/** All values of g at (h, h*), as a function of a standard normal noise. */
export type Sample = (h: number, star: number) => (noise: number, take: Take) => void;

export interface Plan {
  /** The signal whose score is the first coordinate t: that score depends on t alone, the other one on t and u. */
  readonly along?: 'w' | 'wStar';
  /** Values of the first score at which something jumps or bends: its panels are cut there. */
  readonly cuts?: readonly number[];
  /** At most, of the panels in t; without it t has the trapezoid rule too. */
  readonly width?: number;
  /** Of the trapezoid rule in t and u. */
  readonly step: number;
  /** Of the trapezoid rule in the noise; 0 for no noise. */
  readonly noiseStep?: number;
}

export interface PlaneTransform {
  /** E[psi], psi = g / (1 + g delta). */
  readonly phi: Complex;
  /** -E[psi^2], the derivative of phi. */
  readonly derivative: Complex;
}

export interface Rule {
  readonly nodes: readonly number[];
  /** With the standard normal density in them. */
  readonly weights: readonly number[];
}

/** Further out a standard normal variable does not go, up to rounding. */
const REACH = 9;
const NODES = 16;

export function gaussianTrapezoid(step: number, reach = REACH): Rule {
  const count = Math.ceil(reach / step);
  const nodes = Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
  return { nodes, weights: nodes.map((x) => step * density(x)) };
}

/** Gauss-Legendre panels no wider than `width` between the cuts. */
function gaussianPanels(cuts: readonly number[], width: number): Rule {
  const inner = cuts.filter((t) => Math.abs(t) < REACH);
  const ends = [-REACH, ...inner, REACH].sort((a, b) => a - b);
  const [nodes, weights]: [number[], number[]] = [[], []];
  const rule = gaussLegendre(NODES);
  for (let k = 0; k + 1 < ends.length; k++) {
    const count = Math.ceil((ends[k + 1] - ends[k]) / width);
    const half = (ends[k + 1] - ends[k]) / (2 * count);
    for (let panel = 0; panel < count; panel++) {
      rule.forEach(({ node, weight }) => {
        const t = ends[k] + half * (2 * panel + 1 + node);
        nodes.push(t);
        weights.push(half * weight * density(t));
      });
    }
  }
  return { nodes, weights };
}

/** Newton's steps on the Legendre polynomial P_n; the weights are 2 / ((1 - x^2) P_n'(x)^2). */
function gaussLegendre(n: number): { node: number; weight: number }[] {
  return Array.from({ length: n }, (_, i) => {
    let node = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 8; step++) {
      let [before, value] = [1, node];
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * node * value - (k - 1) * before) / k];
      slope = (n * (before - node * value)) / (1 - node * node);
      node -= value / slope;
    }
    return { node, weight: 2 / ((1 - node * node) * slope * slope) };
  });
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Hands every node's values of g to `visit`, with their probability and the coordinates t along the first score, u across. */
function overPlane(
  geometry: SignalGeometry,
  sample: Sample,
  { along = 'w', cuts = [], width, step, noiseStep = 0 }: Plan,
  visit: (g: number, probability: number, t: number, u: number) => void,
): void {
  const [means, covariance] = [gramOf(geometry, 0)[0], gramOf(geometry, 1)];
  const [one, two] = along === 'w' ? [1, 2] : [2, 1];
  const size = Math.sqrt(covariance[one][one]);
  const shared = size === 0 ? 0 : covariance[1][2] / size;
  const across = Math.sqrt(Math.max(0, covariance[two][two] - shared * shared));
  const certain: Rule = { nodes: [0], weights: [1] };
  const panels = cuts.map((cut) => (cut - means[one]) / size);
  const rule = () => (width === undefined ? gaussianTrapezoid(step) : gaussianPanels(panels, width));
  const ts = size === 0 ? certain : rule();
  const us = across === 0 ? certain : gaussianTrapezoid(step);
  const noises = noiseStep === 0 ? certain : gaussianTrapezoid(noiseStep);
  let [t, u, weight] = [0, 0, 0];
  const take: Take = (g, probability) => visit(g, weight * probability, t, u);
  for (let i = 0; i < ts.nodes.length; i++) {
    t = ts.nodes[i];
    const first = means[one] + size * t;
    for (let j = 0; j < us.nodes.length; j++) {
      u = us.nodes[j];
      const second = means[two] + shared * t + across * u;
      const draw = along === 'w' ? sample(first, second) : sample(second, first);
      for (let k = 0; k < noises.nodes.length; k++) {
        weight = ts.weights[i] * us.weights[j] * noises.weights[k];
        draw(noises.nodes[k], take);
      }
    }
  }
}

/** phi and its derivative at each delta. */
export function planeTransforms(
  geometry: SignalGeometry,
  sample: Sample,
  deltas: readonly Complex[],
  plan: Plan,
): PlaneTransform[] {
  const sums = deltas.map(() => new Float64Array(4));
  overPlane(geometry, sample, plan, (g, probability) => {
    for (let i = 0; i < deltas.length; i++) {
      const x = 1 + g * deltas[i].re;
      const y = g * deltas[i].im;
      const scale = g / (x * x + y * y);
      const [re, im] = [scale * x, -scale * y];
      const sum = sums[i];
      sum[0] += probability * re;
      sum[1] += probability * im;
      sum[2] -= probability * (re * re - im * im);
      sum[3] -= probability * 2 * re * im;
    }
  });
  return sums.map(([re, im, slopeRe, slopeIm]) => ({ phi: { re, im }, derivative: { re: slopeRe, im: slopeIm } }));
}

/** E[psi v v^T] at a real delta, v = (1, t, u). */
export function planeMoments(geometry: SignalGeometry, sample: Sample, delta: number, plan: Plan): number[][] {
  const sums = new Float64Array(6);
  overPlane(geometry, sample, plan, (g, probability, t, u) => {
    const psi = (probability * g) / (1 + g * delta);
    sums[0] += psi;
    sums[1] += psi * t;
    sums[2] += psi * u;
    sums[3] += psi * t * t;
    sums[4] += psi * t * u;
    sums[5] += psi * u * u;
  });
  const [e, t, u, tt, tu, uu] = sums;
  return [
    [e, t, u],
    [t, tt, tu],
    [u, tu, uu],
  ];
}
