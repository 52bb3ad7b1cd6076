/**
 * The law of g = offset(h) + slope(h) y, linear in a continuous y, as a curve in g itself: a level set of g is a curve
 * y = (g - offset) / slope over a1, and with the density p of y given a1
 *
 *     M(g) = integral phi(a1) p(y | a1) / |slope(h)|  E[v v^T | a1, y] da1.
 *
 * The integral is done afresh for each g, by Gauss-Legendre panels that follow y and p and are halved until that changes
 * nothing. M is singular, like a logarithm, where the slope vanishes: there the curve's panels are refined.
 */

import type { Interval } from '../curvature-law';
import { NODES, RULE } from './gauss-legendre';
import { gaussianDensity } from './gaussian';
import type { LinearCurvature } from './loss-shape';
import { expectedError } from './panel';
import { boundary } from './pieces';
import type { ResponseDensity } from './response-density';
import type { Scores } from './scores';
import { type Curve, GAUSSIAN_REACH, MOMENTS, type SignalMeasure, spaced } from './signal-measure';

const WIDTH = 2.5;
const PANELS = 8;
/** Change of y on a panel, in units over which its density is smooth. */
const RESOLVED = 3;
const DEPTH = 60;
const HALVINGS = 30;
/** Panels of one level set, beyond which the rest is taken as it is: it is rounding that is being refined then. */
const MOST_PANELS = 400;
/** The rule's error on a panel, relative to the whole, that is rounding. */
const CONVERGED = 3e-16;
/** Density below which nothing is refined. */
const TINY = 1e-40;
const NOISE = 1e-11;
const SAMPLES = 256;

export function levelMeasure(scores: Scores, response: ResponseDensity, curvature: LinearCurvature): SignalMeasure {
  const breaks = gBreaks(scores, response, curvature);
  const [least, most] = curvature.range(response.support);
  const lines = spaced(-GAUSSIAN_REACH, GAUSSIAN_REACH, WIDTH);
  const curves = breaks.slice(1).map((right, i): Curve => {
    const left = breaks[i];
    // Counted from a singular g, a curve keeps the digits of the distance from it.
    const origin = curvature.singular.find((g) => g === left || g === right) ?? 0;
    return {
      breaks: spaced(left - origin, right - origin, (right - left) / PANELS),
      ends: [left, right],
      support: [left === breaks[0] ? least : left, right === breaks[breaks.length - 1] ? most : right],
      costly: true,
      noise: NOISE,
      g: (t) => origin + t,
      evaluate(t, out) {
        new Level(scores, response, curvature, origin, t).integrate(lines, out);
      },
    };
  });
  return { points: [], curves };
}

/** The range of g, cut where M is singular. */
function gBreaks(
  { hMean, h1, starMean, star1 }: Scores,
  response: ResponseDensity,
  curvature: LinearCurvature,
): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= SAMPLES; i++) {
    const a1 = GAUSSIAN_REACH * ((2 * i) / SAMPLES - 1);
    const h = hMean + h1 * a1;
    for (const y of response.range(starMean + star1 * a1)) {
      const g = curvature.offset(h) + curvature.slope(h) * y;
      low = Math.min(low, g);
      high = Math.max(high, g);
    }
  }
  const inner = [...curvature.singular, ...(response.kinked ? curvature.turns.map(curvature.offset) : [])];
  // Between two singular points neither is the origin of all.
  for (const [i, g] of curvature.singular.slice(1).entries()) inner.push((g + curvature.singular[i]) / 2);
  return [low, ...[...new Set(inner)].sort((a, b) => a - b).filter((g) => g > low && g < high), high];
}

/** One level set of g. */
class Level {
  private readonly density = new Float64Array(3);
  /** Of one panel: its moments, and the sum of the positive ones at each node. */
  private readonly panel = new Float64Array(MOMENTS);
  private readonly terms = new Float64Array(NODES);
  private panels = 0;

  constructor(
    private readonly scores: Scores,
    private readonly response: ResponseDensity,
    private readonly curvature: LinearCurvature,
    private readonly origin: number,
    private readonly t: number,
  ) {}

  integrate(lines: readonly number[], out: Float64Array): void {
    out.fill(0, 0, MOMENTS + 1);
    out[0] = this.origin + this.t;
    const panels: Interval[] = [];
    const cuts = this.cuts(lines);
    for (let i = 0; i + 1 < cuts.length; i++) this.follow(panels, cuts[i], cuts[i + 1], DEPTH);
    for (const [start, end] of panels) this.refine(start, end, HALVINGS, out);
  }

  /** Where the slope vanishes, and where y passes a kink of its density, among the given a1. */
  private cuts(lines: readonly number[]): number[] {
    const { hMean, h1 } = this.scores;
    const { excess, turns, zeros } = this.curvature;
    const inRange = (points: readonly number[]) =>
      points.map((h) => (h - hMean) / h1).filter((a1) => Math.abs(a1) < GAUSSIAN_REACH);
    const found = [...lines, ...inRange(zeros)];
    if (this.response.kinked) {
      const beyond = (a1: number) => excess(this.origin, this.t, hMean + h1 * a1) > 0;
      const ends = [-GAUSSIAN_REACH, ...inRange(turns), GAUSSIAN_REACH];
      for (let i = 0; i + 1 < ends.length; i++) {
        const side = beyond(ends[i]);
        if (beyond(ends[i + 1]) !== side) found.push(boundary((a1) => beyond(a1) === side, ends[i], ends[i + 1]));
      }
    }
    return found.sort((a, b) => a - b);
  }

  private levelAt(a1: number): number {
    const h = this.scores.hMean + this.scores.h1 * a1;
    return this.curvature.excess(this.origin, this.t, h) / this.curvature.slope(h);
  }

  /** Panels on which y changes little, without those on which it is out of range. */
  private follow(panels: Interval[], start: number, end: number, depth: number): void {
    if (!(end > start)) return;
    const { starMean, star1 } = this.scores;
    const inner = (end - start) * 1e-9;
    const middle = (start + end) / 2;
    const ys = [start + inner, middle, end - inner].map((a1) => this.levelAt(a1));
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    const [least, most] = this.response.range(starMean + star1 * middle);
    const drift = Math.abs(star1) * (end - start);
    const monotone = (ys[1] - ys[0]) * (ys[2] - ys[1]) >= 0;
    if (monotone && (low > most + drift || high < least - drift)) return;
    if (depth === 0 || high - low + drift <= RESOLVED * this.response.scale) {
      panels.push([start, end]);
      return;
    }
    this.follow(panels, start, middle, depth - 1);
    this.follow(panels, middle, end, depth - 1);
  }

  /** Adds the panel if the rule resolves it, beside all that was added before it, else its halves. */
  private refine(start: number, end: number, depth: number, out: Float64Array): void {
    const { panel, terms } = this;
    panel.fill(0);
    this.addPanel(start, end, panel);
    const size = sizeOf(panel);
    if (size === 0) return;
    const whole = Math.max(size, out[1] + out[4] + out[6]);
    this.panels++;
    if (
      depth === 0 ||
      size <= TINY ||
      this.panels > MOST_PANELS ||
      expectedError(terms, CONVERGED * whole) <= CONVERGED * whole
    ) {
      for (let k = 0; k < MOMENTS; k++) out[k + 1] += panel[k];
      return;
    }
    const middle = (start + end) / 2;
    this.refine(start, middle, depth - 1, out);
    this.refine(middle, end, depth - 1, out);
  }

  private addPanel(start: number, end: number, out: Float64Array): void {
    const { density, terms } = this;
    const { hMean, h1, starMean, star1 } = this.scores;
    const half = (end - start) / 2;
    for (let i = 0; i < NODES; i++) {
      const a1 = (start + end) / 2 + half * RULE.nodes[i];
      const slope = this.curvature.slope(hMean + h1 * a1);
      terms[i] = 0;
      if (slope === 0) continue;
      this.response.at(this.levelAt(a1), starMean + star1 * a1, density);
      if (density[0] === 0) continue;
      const weight = (half * RULE.weights[i] * gaussianDensity(a1)) / Math.abs(slope);
      const mass = weight * density[0];
      const first = weight * density[1];
      out[0] += mass;
      out[1] += mass * a1;
      out[2] += first;
      out[3] += mass * a1 * a1;
      out[4] += first * a1;
      out[5] += weight * density[2];
      terms[i] = mass * (1 + a1 * a1) + weight * density[2];
    }
  }
}

/** Of all the moments, a sum of positive terms. */
function sizeOf(moments: Float64Array): number {
  return moments[0] + moments[3] + moments[5];
}
