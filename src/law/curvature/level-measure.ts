/**
 * The law of g = offset(h) + slope(h) y, linear in a continuous y, as a curve in g itself: a level set of g is a curve
 * y = (g - offset) / slope over a1, and with the density p of y given a1
 *
 *     M(g) = integral phi(a1) p(y | a1) / |slope(h)|  E[v v^T | a1, y] da1.
 *
 * The integral is done afresh for each g, by Gauss-Legendre panels that follow y and p and are halved until that changes
 * nothing. M is singular, like a logarithm, where the slope vanishes: beside that g the curve's variable is log|g - singular|.
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
const RESOLVED = 4;
const DEPTH = 60;
const HALVINGS = 30;
/** Panels of one level set, beyond which the rest is taken as it is: it is rounding that is being refined then. */
const MOST_PANELS = 400;
/** The rule's error on a panel, relative to the whole, that is rounding. */
const CONVERGED = 1e-13;
/** Density below which nothing is refined. */
const TINY = 1e-40;
const NOISE = 1e-11;
/** The same where y is a difference close to a kink. */
const KINKED_NOISE = 1e-10;
const SAMPLES = 256;
/** The same in log|x|, and how far below |g - singular| that goes: y is out of any range there. */
const LOG_WIDTH = 2;
const CLOSER = 40;
/** Share of a panel in the whole that needs no more digits. */
const NEGLIGIBLE = 1e-15;
/** Logarithm of how close a singular g is approached: what is nearer has a mass of 1e-16. */
const NEAREST = 36;
const DECADES = 4;

export function levelMeasure(scores: Scores, response: ResponseDensity, curvature: LinearCurvature): SignalMeasure {
  const breaks = gBreaks(scores, response, curvature);
  const [least, most] = curvature.range(response.support);
  const curves = breaks.slice(1).map((right, i): Curve => {
    const left = breaks[i];
    const common = {
      ends: [left, right] as const,
      support: [left === breaks[0] ? least : left, right === breaks[breaks.length - 1] ? most : right] as const,
      costly: true,
      noise: response.kinked ? KINKED_NOISE : NOISE,
    };
    const evaluate = (origin: number, t: number, out: Float64Array) =>
      new Level(scores, response, curvature, origin, t).integrate(out);
    // Counted from a singular g, a curve keeps the digits of the distance from it.
    const origin = curvature.singular.find((g) => g === left || g === right);
    if (origin === undefined) {
      const inner = spaced(left, right, (right - left) / PANELS);
      return { ...common, breaks: inner, g: (t) => t, evaluate: (t, out) => evaluate(0, t, out) };
    }
    // Upwards, so that t and g grow together.
    const side = origin === left ? 1 : -1;
    const farthest = Math.log(right - left);
    const distance = (t: number) => side * Math.exp(side * t);
    const ends = side === 1 ? [farthest - NEAREST, farthest] : [-farthest, NEAREST - farthest];
    return {
      ...common,
      breaks: spaced(ends[0], ends[1], DECADES),
      g: (t) => origin + distance(t),
      evaluate(t, out) {
        evaluate(origin, distance(t), out);
        const scale = Math.abs(distance(t));
        for (let k = 1; k <= MOMENTS; k++) out[k] *= scale;
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

/**
 * A coordinate of a1 for level sets: x = a1 - origin, where h is zero at the origin if the slope vanishes there within reach,
 * and then u = log|x| on either side of it, so that a level set keeps its digits however close it comes.
 */
interface Chart {
  /** -1 and 1: x = side exp(u); 0: x = u. */
  readonly side: -1 | 0 | 1;
  /** The range of u. */
  readonly ends: Interval;
}

/**
 * A chart, or a part of it that begins or ends where y passes a kink of its density: u = kink + direction q^2 there, in which
 * a density like 1 / sqrt y is smooth; else `direction` is 0 and u = q.
 */
interface Path {
  readonly side: Chart['side'];
  readonly kink: number;
  readonly direction: -1 | 0 | 1;
}

/** A stretch of q on a path. */
interface Stretch {
  readonly path: Path;
  readonly start: number;
  readonly end: number;
}

/** One level set of g. */
class Level {
  private readonly density = new Float64Array(3);
  /** Of one panel: its moments, and the sum of the positive ones at each node. */
  private readonly panel = new Float64Array(MOMENTS);
  private readonly terms = new Float64Array(NODES);
  private readonly charts: readonly Chart[];
  /** a1 at x = 0, and h there. */
  private readonly a1Origin: number;
  private readonly hOrigin: number;
  private panels = 0;

  constructor(
    private readonly scores: Scores,
    private readonly response: ResponseDensity,
    private readonly curvature: LinearCurvature,
    private readonly origin: number,
    private readonly t: number,
  ) {
    const zero = -scores.hMean / scores.h1;
    const isSingular = curvature.zeros.includes(0) && Math.abs(zero) < GAUSSIAN_REACH;
    this.a1Origin = isSingular ? zero : 0;
    this.hOrigin = isSingular ? 0 : scores.hMean;
    const lowest = Math.log(Math.abs(t)) - CLOSER;
    this.charts = isSingular
      ? ([-1, 1] as const).map((side) => ({ side, ends: [lowest, Math.log(GAUSSIAN_REACH - side * zero)] }))
      : [{ side: 0, ends: [-GAUSSIAN_REACH, GAUSSIAN_REACH] }];
  }

  integrate(out: Float64Array): void {
    out.fill(0, 0, MOMENTS + 1);
    out[0] = this.origin + this.t;
    const panels: Stretch[] = [];
    for (const chart of this.charts) {
      for (const { path, start, end } of this.pieces(chart)) this.follow(panels, path, start, end, DEPTH);
    }
    // From the middle out, so that the tails are held against the whole.
    const distance = ({ path, start, end }: Stretch) => Math.abs(this.a1At(path, (start + end) / 2));
    panels.sort((a, b) => distance(a) - distance(b));
    for (const { path, start, end } of panels) this.refine(path, start, end, HALVINGS, out);
  }

  /** The chart in pieces to begin with, cut where y passes a kink of its density. */
  private pieces(chart: Chart): Stretch[] {
    const { side, ends } = chart;
    const width = side === 0 ? WIDTH : LOG_WIDTH;
    const kinks = this.kinks(chart);
    const lines = spaced(ends[0], ends[1], width).filter((u) => kinks.every((kink) => Math.abs(u - kink) > width / 4));
    const cuts = [...new Set([...ends, ...lines, ...kinks])].sort((a, b) => a - b);
    return cuts.slice(1).flatMap((end, i): Stretch[] => {
      const start = cuts[i];
      const toKink = (kink: number, direction: -1 | 1, from: number, to: number): Stretch => {
        return { path: { side, kink, direction }, start: 0, end: Math.sqrt(to - from) };
      };
      const [before, after] = [kinks.includes(start), kinks.includes(end)];
      if (before && after) {
        const middle = (start + end) / 2;
        return [toKink(start, 1, start, middle), toKink(end, -1, middle, end)];
      }
      if (before) return [toKink(start, 1, start, end)];
      if (after) return [toKink(end, -1, start, end)];
      return [{ path: { side, kink: 0, direction: 0 }, start, end }];
    });
  }

  private kinks({ side, ends: [start, end] }: Chart): number[] {
    const { excess, turns } = this.curvature;
    const found: number[] = [];
    if (this.response.kinked) {
      const straight: Path = { side, kink: 0, direction: 0 };
      const beyond = (u: number) => excess(this.origin, this.t, this.hAt(straight, u)) > 0;
      const inner = turns
        .map((h) => (h - this.hOrigin) / this.scores.h1)
        .filter((x) => side === 0 || x * side > 0)
        .map((x) => (side === 0 ? x : Math.log(Math.abs(x))));
      const ends = [start, ...inner.filter((u) => u > start && u < end), end].sort((a, b) => a - b);
      for (let i = 0; i + 1 < ends.length; i++) {
        const above = beyond(ends[i]);
        if (beyond(ends[i + 1]) !== above) found.push(boundary((u) => beyond(u) === above, ends[i], ends[i + 1]));
      }
    }
    return found;
  }

  private a1At(path: Path, q: number): number {
    return this.a1Origin + positionOf(path, q);
  }

  private hAt(path: Path, q: number): number {
    return this.hOrigin + this.scores.h1 * positionOf(path, q);
  }

  private levelAt(h: number): number {
    return this.curvature.excess(this.origin, this.t, h) / this.curvature.slope(h);
  }

  /** Panels on which y changes little, without those on which it is out of range. */
  private follow(panels: Stretch[], path: Path, start: number, end: number, depth: number): void {
    if (!(end > start)) return;
    const { starMean, star1 } = this.scores;
    const inner = (end - start) * 1e-9;
    const middle = (start + end) / 2;
    const first = this.levelAt(this.hAt(path, start + inner));
    const second = this.levelAt(this.hAt(path, middle));
    const third = this.levelAt(this.hAt(path, end - inner));
    const low = Math.min(first, second, third);
    const high = Math.max(first, second, third);
    const [least, most] = this.response.range(starMean + star1 * this.a1At(path, middle));
    const drift = Math.abs(star1 * (positionOf(path, end) - positionOf(path, start)));
    const monotone = (second - first) * (third - second) >= 0;
    if (monotone && (low > most + drift || high < least - drift)) return;
    if (depth === 0 || high - low + drift <= RESOLVED * this.response.scale) {
      panels.push({ path, start, end });
      return;
    }
    this.follow(panels, path, start, middle, depth - 1);
    this.follow(panels, path, middle, end, depth - 1);
  }

  /** Adds the panel if the rule resolves it, beside all that was added before it, else its halves. */
  private refine(path: Path, start: number, end: number, depth: number, out: Float64Array): void {
    const { panel, terms } = this;
    panel.fill(0);
    this.addPanel(path, start, end, panel);
    const size = sizeOf(panel);
    if (size === 0) return;
    const whole = Math.max(size, out[1] + out[4] + out[6]);
    this.panels++;
    if (
      depth === 0 ||
      size <= Math.max(TINY, NEGLIGIBLE * whole) ||
      this.panels > MOST_PANELS ||
      expectedError(terms, CONVERGED * whole) <= CONVERGED * whole
    ) {
      for (let k = 0; k < MOMENTS; k++) out[k + 1] += panel[k];
      return;
    }
    const middle = (start + end) / 2;
    this.refine(path, start, middle, depth - 1, out);
    this.refine(path, middle, end, depth - 1, out);
  }

  private addPanel(path: Path, start: number, end: number, out: Float64Array): void {
    const { density, terms, origin, t } = this;
    const { excess, slope: slopeOf } = this.curvature;
    const { h1, starMean, star1 } = this.scores;
    const half = (end - start) / 2;
    for (let i = 0; i < NODES; i++) {
      const q = (start + end) / 2 + half * RULE.nodes[i];
      const x = positionOf(path, q);
      const a1 = this.a1Origin + x;
      const h = this.hOrigin + h1 * x;
      const slope = slopeOf(h);
      terms[i] = 0;
      if (slope === 0) continue;
      this.response.at(excess(origin, t, h) / slope, starMean + star1 * a1, density);
      if (density[0] === 0) continue;
      const stretching = (path.side === 0 ? 1 : Math.abs(x)) * (path.direction === 0 ? 1 : 2 * q);
      const weight = (half * RULE.weights[i] * gaussianDensity(a1) * stretching) / Math.abs(slope);
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

/** x at q. */
function positionOf({ side, kink, direction }: Path, q: number): number {
  const u = direction === 0 ? q : kink + direction * q * q;
  return side === 0 ? u : side * Math.exp(u);
}

/** Of all the moments, a sum of positive terms. */
function sizeOf(moments: Float64Array): number {
  return moments[0] + moments[3] + moments[5];
}
