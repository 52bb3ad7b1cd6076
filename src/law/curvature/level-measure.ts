/**
 * The law of g = offset(h) + slope(h) y, linear in a continuous y, as a curve in g itself: a level set of g is a curve
 * y = (g - offset) / slope over a1, and with the density p of y given a1
 *
 *     M(g) = integral phi(a1) p(y | a1) / |slope(h)|  E[v v^T | a1, y] da1.
 *
 * The integral is done afresh for each g, by Gauss-Legendre panels that follow y and p and are halved until that changes
 * nothing. M is singular, like a logarithm, where the slope vanishes: beside that g the curve's variable is log|g - singular|.
 */

import { NODES, RULE } from '../../numerics/gauss-legendre';
import { gaussianDensity } from '../../numerics/gaussian';
import type { Interval } from '../../numerics/interval';
import { cutAt, GAUSSIAN_REACH, spaced } from '../../numerics/panels';
import type { Landmark, LinearCurvature } from './loss-shape';
import { expectedError } from './panel';
import { boundary } from './pushforward';
import type { ResponseDensity } from './response-density';
import type { Scores } from './signal-basis';
import { type Curve, MOMENTS, type SignalMeasure } from './signal-measure';

/** Width of the pieces of a chart to begin with, in a1 and in log|x|. */
const [WIDTH, LOG_WIDTH] = [2.5, 2];
/** Panels of a curve between two landmarks to begin with. */
const PANELS = 8;
/** Change of y on a panel, in steps over which its density is smooth. */
const RESOLVED = 4;
/** Halvings of a piece until y changes little on it, and then until the rule resolves it. */
const [DEPTH, HALVINGS] = [60, 30];
/** Panels of one level set, beyond which the rest is taken as it is: it is rounding that is being refined then. */
const MOST_PANELS = 400;
/** The rule's error on a panel, relative to the whole, that is rounding: in units of that of the density of y. */
const CONVERGED = 30;
/** Density below which nothing is refined. */
const TINY = 1e-40;
/** Relative rounding of M, and of an M for which y is a difference close to a kink. */
const [NOISE, KINKED_NOISE] = [1e-11, 1e-10];
/** Values of a1 at which the range of g is looked for. */
const SAMPLES = 256;
/** How far log|x| goes below log|g - singular|: y is out of any range there. */
const CLOSER = 40;
/** Share of a panel in the whole that needs no more digits. */
const NEGLIGIBLE = 1e-15;
/** Logarithm of how close a singular g is approached: what is nearer has a mass of 1e-16. */
const NEAREST = 36;
/** How close a g is approached whose level set touches a kink. Its crossings are known to the root of the precision: a mass of 1e-12. */
const NEAREST_TOUCHING = 31;
/** Width of a curve's panels in log|g - singular|. */
const LOG_PANEL = 4;
/** Distance of two values of g that differ by rounding alone. */
const SAME = 1e-12;

export function levelMeasure(scores: Scores, response: ResponseDensity, curvature: LinearCurvature): SignalMeasure {
  const landmarks = landmarksOf(scores, response, curvature);
  const breaks = gBreaks(scores, response, curvature, landmarks);
  const [least, most] = curvature.range(response.support);
  const noise = response.kinks.length > 0 ? KINKED_NOISE : NOISE;
  const curves = breaks.slice(1).map((right, i): Curve => {
    const left = breaks[i];
    const common = {
      ends: [left, right] as const,
      support: [left === breaks[0] ? least : left, right === breaks[breaks.length - 1] ? most : right] as const,
      costly: true,
      noise,
    };
    const evaluate = (origin: Landmark, t: number, out: Float64Array) =>
      new Level(scores, response, curvature, origin, t).integrate(out);
    // Counted from a landmark, a curve keeps the digits of the distance from it.
    const origin = landmarks.find(({ g }) => g === left || g === right);
    if (origin === undefined) {
      const inner = spaced(left, right, (right - left) / PANELS);
      return { ...common, breaks: inner, g: (t) => t, evaluate: (t, out) => evaluate(NO_LANDMARK, t, out) };
    }
    // Upwards, so that t and g grow together.
    const side = origin.g === left ? 1 : -1;
    const farthest = Math.log(right - left);
    const distance = (t: number) => side * Math.exp(side * t);
    const nearest = Math.min(farthest, 0) - (curvature.singular.includes(origin) ? NEAREST : NEAREST_TOUCHING);
    const ends = side === 1 ? [nearest, farthest] : [-farthest, -nearest];
    return {
      ...common,
      breaks: spaced(ends[0], ends[1], LOG_PANEL),
      g: (t) => origin.g + distance(t),
      evaluate(t, out) {
        evaluate(origin, distance(t), out);
        const scale = Math.abs(distance(t));
        for (let k = 1; k <= MOMENTS; k++) out[k] *= scale;
      },
    };
  });
  return { points: [], curves };
}

const NO_LANDMARK: Landmark = { g: 0, y: 0, h: Number.POSITIVE_INFINITY };

/** Where M is singular: where the slope vanishes, and where a level set of g touches a kink of the density of y. */
function landmarksOf(
  { hMean, h1 }: Scores,
  { kinks }: ResponseDensity,
  { singular, turns, offset, slope }: LinearCurvature,
): Landmark[] {
  const touching = kinks.flatMap((y) =>
    turns(y)
      .filter((h) => Math.abs(h - hMean) < GAUSSIAN_REACH * h1)
      .map((h): Landmark => ({ g: offset(h) + slope(h) * y, y, h })),
  );
  const found: Landmark[] = [];
  for (const landmark of [...singular, ...touching]) {
    if (found.every(({ g }) => Math.abs(g - landmark.g) > SAME)) found.push(landmark);
  }
  return found.sort((a, b) => a.g - b.g);
}

/** The range of g, cut at the landmarks. */
function gBreaks(
  { hMean, h1, starMean, star1 }: Scores,
  response: ResponseDensity,
  curvature: LinearCurvature,
  landmarks: readonly Landmark[],
): number[] {
  // Between samples g may go as far as where it touches a kink.
  const touched = landmarks.filter((landmark) => !curvature.singular.includes(landmark)).map(({ g }) => g);
  let low = Math.min(...touched);
  let high = Math.max(...touched);
  for (let i = 0; i <= SAMPLES; i++) {
    const a1 = GAUSSIAN_REACH * ((2 * i) / SAMPLES - 1);
    const h = hMean + h1 * a1;
    for (const y of response.range(starMean + star1 * a1)) {
      const g = curvature.offset(h) + curvature.slope(h) * y;
      low = Math.min(low, g);
      high = Math.max(high, g);
    }
  }
  const inner = landmarks.map(({ g }) => g);
  // Between two landmarks neither is the origin of all.
  for (const [i, g] of inner.slice(1).entries()) inner.push((g + landmarks[i].g) / 2);
  return [low, ...inner.sort((a, b) => a - b).filter((g) => g > low + SAME && g < high - SAME), high];
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
 * a density like 1 / sqrt y is smooth, or kink + direction exp(q); else `direction` is 0 and u = q.
 */
interface Path {
  readonly side: Chart['side'];
  readonly kink: number;
  /** y at the kink. */
  readonly y: number;
  readonly direction: -1 | 0 | 1;
  readonly isLogarithmic: boolean;
}

/** Where y passes a kink of its density: u there, and y. */
interface Crossing {
  readonly u: number;
  readonly y: number;
}

/** A stretch of q on a path. */
interface Stretch {
  readonly path: Path;
  readonly start: number;
  readonly end: number;
}

/** The rule on a stretch: its moments, the sum of the positive ones at each node, and the size of all. */
interface PanelSum {
  readonly stretch: Stretch;
  readonly moments: Float64Array;
  readonly terms: Float64Array;
  readonly size: number;
}

/** One level set of g. */
class Level {
  readonly #density = new Float64Array(3);
  /** Size of the sum over all panels. */
  #whole = 0;
  readonly #charts: readonly Chart[];
  /** a1 at x = 0, and h there. */
  readonly #a1Origin: number;
  readonly #hOrigin: number;
  #panels = 0;
  readonly #scores: Scores;
  readonly #response: ResponseDensity;
  readonly #curvature: LinearCurvature;
  readonly #origin: Landmark;
  readonly #t: number;

  constructor(scores: Scores, response: ResponseDensity, curvature: LinearCurvature, origin: Landmark, t: number) {
    this.#scores = scores;
    this.#response = response;
    this.#curvature = curvature;
    this.#origin = origin;
    this.#t = t;
    const zero = -scores.hMean / scores.h1;
    const isSingular = curvature.zeros.includes(0) && Math.abs(zero) < GAUSSIAN_REACH;
    this.#a1Origin = isSingular ? zero : 0;
    this.#hOrigin = isSingular ? 0 : scores.hMean;
    const lowest = Math.log(Math.abs(t)) - CLOSER;
    this.#charts = isSingular
      ? ([-1, 1] as const).map((side) => ({ side, ends: [lowest, Math.log(GAUSSIAN_REACH - side * zero)] }))
      : [{ side: 0, ends: [-GAUSSIAN_REACH, GAUSSIAN_REACH] }];
  }

  integrate(out: Float64Array): void {
    out.fill(0, 0, MOMENTS + 1);
    out[0] = this.#origin.g + this.#t;
    const panels: Stretch[] = [];
    for (const chart of this.#charts) {
      for (const { path, start, end } of this.#pieces(chart)) this.#follow(panels, path, start, end, DEPTH);
    }
    const sums = panels.map((stretch) => this.#sumOf(stretch));
    // Tails are held against the whole, whichever comes first.
    this.#whole = sums.reduce((whole, { size }) => whole + size, 0);
    for (const sum of sums) this.#refine(sum, HALVINGS, out);
  }

  /** The chart in pieces to begin with, cut where y passes a kink of its density. */
  #pieces(chart: Chart): Stretch[] {
    const { side, ends } = chart;
    const { isLogarithmic } = this.#response;
    const width = side === 0 ? WIDTH : LOG_WIDTH;
    const crossings = this.#crossings(chart);
    const isFar = (u: number) => crossings.every((crossing) => Math.abs(u - crossing.u) > width / 4);
    const cuts = [...ends, ...spaced(ends[0], ends[1], width).filter(isFar), ...crossings.map(({ u }) => u)];
    const breaks = [...new Set(cuts)].sort((a, b) => a - b);
    const straight: Path = { side, kink: 0, y: 0, direction: 0, isLogarithmic };
    return breaks.slice(1).flatMap((end, i): Stretch[] => {
      const start = breaks[i];
      const toKink = ({ u, y }: Crossing, direction: -1 | 1, length: number): Stretch => {
        const path: Path = { side, kink: u, y, direction, isLogarithmic };
        if (!isLogarithmic) return { path, start: 0, end: Math.sqrt(length) };
        return { path, start: Math.log(length) - this.#depth, end: Math.log(length) };
      };
      const [before, after] = [start, end].map((at) => crossings.find(({ u }) => u === at));
      const middle = before && after ? (start + end) / 2 : before ? end : start;
      const pieces: Stretch[] = [];
      if (before) pieces.push(toKink(before, 1, middle - start));
      if (after) pieces.push(toKink(after, -1, end - middle));
      return pieces.length > 0 ? pieces : [{ path: straight, start, end }];
    });
  }

  #crossings({ side, ends: [start, end] }: Chart): Crossing[] {
    const { turns, slope } = this.#curvature;
    const hOrigin = this.#hOrigin;
    return this.#response.kinks.flatMap((y) => {
      const beyond = (u: number) => {
        const h = hOrigin + this.#scores.h1 * (side === 0 ? u : side * Math.exp(u));
        return this.#excess(h) > y * slope(h);
      };
      const inner = turns(y)
        .map((h) => (h - hOrigin) / this.#scores.h1)
        .filter((x) => side === 0 || x * side > 0)
        .map((x) => (side === 0 ? x : Math.log(Math.abs(x))));
      const ends = cutAt(inner, start, end);
      const found: Crossing[] = [];
      for (let i = 0; i + 1 < ends.length; i++) {
        const above = beyond(ends[i]);
        if (beyond(ends[i + 1]) === above) continue;
        found.push({ u: boundary((u) => beyond(u) === above, ends[i], ends[i + 1]), y });
      }
      return found;
    });
  }

  /** How much further than the logarithm of its length a path to a kink goes: the density is zero there. */
  get #depth(): number {
    const [low, high] = [-1, 1].map((side) => {
      const { starMean, star1 } = this.#scores;
      return this.#response.band(starMean + side * GAUSSIAN_REACH * star1);
    });
    return CLOSER + (2 * Math.max(...low.map(Math.abs), ...high.map(Math.abs))) / this.#response.drift;
  }

  /** g - offset(h), with the digits of the distance from the origin. */
  #excess(h: number): number {
    const origin = this.#origin;
    const t = this.#t;
    const curvature = this.#curvature;
    if (!Number.isFinite(origin.h)) return origin.g + t - curvature.offset(h);
    return t + origin.y * curvature.slope(h) - curvature.change(origin.y, origin.h, h - origin.h);
  }

  #a1At(path: Path, q: number): number {
    return this.#a1Origin + positionOf(path, q);
  }

  #coordinateAt(path: Path, q: number): number {
    const scores = this.#scores;
    const curvature = this.#curvature;
    const response = this.#response;
    const h = this.#hOrigin + scores.h1 * positionOf(path, q);
    return response.coordinate(this.#excess(h) / curvature.slope(h));
  }

  /** Panels on which y changes little, without those on which it is out of range. */
  #follow(panels: Stretch[], path: Path, start: number, end: number, depth: number): void {
    if (!(end > start)) return;
    const { starMean, star1 } = this.#scores;
    const inner = (end - start) * 1e-9;
    const middle = (start + end) / 2;
    const places = [start + inner, middle, end - inner];
    const [first, second, third] = places.map((q) => this.#coordinateAt(path, q));
    const low = Math.min(first, second, third);
    const high = Math.max(first, second, third);
    const bands = places.map((q) => this.#response.band(starMean + star1 * this.#a1At(path, q)));
    const [lows, highs] = [bands.map(([least]) => least), bands.map(([, most]) => most)];
    const [least, most] = [Math.min(...lows), Math.max(...highs)];
    const move = Math.abs(star1 * (positionOf(path, end) - positionOf(path, start)));
    const drift = move * this.#response.drift + Math.max(...lows) - least;
    const monotone = (second - first) * (third - second) >= 0;
    if (monotone && (low > most || high < least)) return;
    if (depth === 0 || high - low + drift <= RESOLVED) {
      panels.push({ path, start, end });
      return;
    }
    this.#follow(panels, path, start, middle, depth - 1);
    this.#follow(panels, path, middle, end, depth - 1);
  }

  /** Adds the panel if the rule resolves it, beside the whole, else its halves. */
  #refine({ stretch, moments, terms, size }: PanelSum, depth: number, out: Float64Array): void {
    if (size === 0) return;
    const whole = Math.max(this.#whole, out[1] + out[4] + out[6]);
    const tolerance = CONVERGED * this.#response.noise * whole;
    this.#panels++;
    if (
      depth === 0 ||
      size <= Math.max(TINY, NEGLIGIBLE * whole) ||
      this.#panels > MOST_PANELS ||
      expectedError(terms, tolerance) <= tolerance
    ) {
      for (let k = 0; k < MOMENTS; k++) out[k + 1] += moments[k];
      return;
    }
    const { path, start, end } = stretch;
    const middle = (start + end) / 2;
    this.#refine(this.#sumOf({ path, start, end: middle }), depth - 1, out);
    this.#refine(this.#sumOf({ path, start: middle, end }), depth - 1, out);
  }

  #sumOf(stretch: Stretch): PanelSum {
    const moments = new Float64Array(MOMENTS);
    const terms = new Float64Array(NODES);
    this.#addPanel(stretch, moments, terms);
    return { stretch, moments, terms, size: sizeOf(moments) };
  }

  #addPanel({ path, start, end }: Stretch, out: Float64Array, terms: Float64Array): void {
    const density = this.#density;
    const { change, slope: slopeOf } = this.#curvature;
    const { h1, starMean, star1 } = this.#scores;
    const half = (end - start) / 2;
    const xKink = path.side === 0 ? path.kink : path.side * Math.exp(path.kink);
    const hKink = this.#hOrigin + h1 * xKink;
    for (let i = 0; i < NODES; i++) {
      const q = (start + end) / 2 + half * RULE.nodes[i];
      const x = positionOf(path, q);
      const a1 = this.#a1Origin + x;
      const h = this.#hOrigin + h1 * x;
      const slope = slopeOf(h);
      terms[i] = 0;
      if (slope === 0) continue;
      // Beside a kink y has the digits of the distance from it.
      const numerator = path.direction === 0 ? this.#excess(h) : -change(path.y, hKink, h1 * moveOf(path, q, xKink));
      this.#response.at(path.direction === 0 ? 0 : path.y, numerator / slope, starMean + star1 * a1, density);
      if (density[0] === 0) continue;
      const stretching = (path.side === 0 ? 1 : Math.abs(x)) * stretchingOf(path, q);
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

/** How far u is from the kink that a path begins at, and by how much that changes with q. */
function distanceAt({ direction, isLogarithmic }: Path, q: number): number {
  return direction * (isLogarithmic ? Math.exp(q) : q * q);
}

function stretchingOf({ direction, isLogarithmic }: Path, q: number): number {
  if (direction === 0) return 1;
  return isLogarithmic ? Math.exp(q) : 2 * q;
}

/** x at q. */
function positionOf(path: Path, q: number): number {
  const u = path.direction === 0 ? q : path.kink + distanceAt(path, q);
  return path.side === 0 ? u : path.side * Math.exp(u);
}

/** x at q less x at the kink, which the path begins at. */
function moveOf(path: Path, q: number, xKink: number): number {
  const distance = distanceAt(path, q);
  return path.side === 0 ? distance : xKink * Math.expm1(distance);
}

/** The size of a stretch in the whole: a sum of moments whose terms are all positive. */
function sizeOf(moments: Float64Array): number {
  return moments[0] + moments[3] + moments[5];
}
