/** Averages over (h*, xi, y) as they are defined: a product rule over two Gaussians, and the proximal map inverted at each node. */

import type { ScoreState } from '../../../src/law/minimizer/score-curve';
import { lossFunctions } from '../../../src/model/losses';
import type { Loss, Response } from '../../../src/model/model';
import { responseMap } from '../../../src/model/responses';

export interface Averages {
  readonly mass: number;
  readonly phi: number;
  readonly chi: number;
  readonly slope: number;
  readonly slopeScore: number;
  readonly slopeStar: number;
}

type Rule = readonly (readonly [node: number, weight: number])[];

const ORDER = 16;
const REACH = 8.5;
const MOST_COUNTS = 800;

export function independentAverages(loss: Loss, response: Response, score: ScoreState): Averages {
  const { gamma, q, m, scoreMean, starMean, rho } = score;
  const { slope, curvature, kinks = () => [] } = lossFunctions(loss as Parameters<typeof lossFunctions>[0]);
  const rest = q - (m * m) / rho;
  const total = { mass: 0, phi: 0, chi: 0, slope: 0, slopeScore: 0, slopeStar: 0 };
  for (const [star, density] of gaussianRule(starMean, rho, [0])) {
    const center = scoreMean + (m / rho) * (star - starMean);
    for (const { y, probability, variance } of labelsAt(response, star)) {
      if (density * probability < 1e-19) continue;
      // The noise is taken to xi: the loss is of h - y, and xi given their difference follows by regression.
      const cuts = kinks(y).map((h) => h + gamma * slope(y, h));
      for (const [moved, share] of gaussianRule(center, rest + variance, cuts)) {
        const weight = density * probability * share;
        const h = proximal(
          moved,
          gamma,
          (at) => slope(y, at),
          (at) => curvature(y, at),
        );
        const [s, g] = [slope(y, h), curvature(y, h)];
        const xi = center + (rest / (rest + variance)) * (moved - center);
        total.mass += weight;
        total.phi += (weight * g) / (1 + gamma * g);
        total.chi += weight * s * s;
        total.slope += weight * s;
        total.slopeScore += weight * s * (xi - gamma * s);
        total.slopeStar += weight * s * star;
      }
    }
  }
  return total;
}

/** The labels given h*, or what the noise is added to. */
function labelsAt(response: Response, star: number) {
  const signs = (positive: number) => [
    { y: 1, probability: positive, variance: 0 },
    { y: -1, probability: 1 - positive, variance: 0 },
  ];
  switch (response.kind) {
    case 'logistic':
      return signs(1 / (1 + Math.exp(-star)));
    case 'probit':
      return signs(normalCdf(star));
    case 'sign':
      return signs(star >= 0 ? 1 - response.flip : response.flip);
    case 'poisson': {
      const rate = Math.exp(star);
      const counts = [{ y: 0, probability: Math.exp(-rate), variance: 0 }];
      for (let y = 1; y < MOST_COUNTS; y++) {
        counts.push({ y, probability: (counts[y - 1].probability * rate) / y, variance: 0 });
      }
      return counts;
    }
    default: {
      const { map, noise } = responseMap(response as Parameters<typeof responseMap>[0]);
      return [{ y: map(star), probability: 1, variance: noise * noise }];
    }
  }
}

/** By its series, or its continued fraction. */
function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < -4) {
    let tail = 0;
    for (let k = 80; k > 0; k--) tail = k / (-x + tail);
    return density / (-x + tail);
  }
  let [sum, term] = [x, x];
  for (let k = 1; k < 80; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density * sum;
}

/** h with h + gamma s(h) = xi: between xi and xi - gamma s(xi) where the loss is convex, or somewhat beyond. */
function proximal(xi: number, gamma: number, slope: (h: number) => number, curvature: (h: number) => number): number {
  const far = xi - gamma * slope(xi);
  let [low, high] = far < xi ? [far, xi] : [xi, far];
  for (let width = 1; low + gamma * slope(low) > xi; width *= 2) low -= width;
  for (let width = 1; high + gamma * slope(high) < xi; width *= 2) high += width;
  let h = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const excess = h + gamma * slope(h) - xi;
    if (excess > 0) high = h;
    else low = h;
    const newton = h - excess / (1 + gamma * curvature(h));
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    const change = Math.abs(next - h);
    h = next;
    if (change <= 1e-15 * (1 + Math.abs(h))) break;
  }
  return h;
}

const RULE = legendre();

/** Nodes and weights for N(mean, variance): panels of at most one standard deviation, or 1, between the cuts. */
function gaussianRule(mean: number, variance: number, cuts: readonly number[]): Rule {
  const deviation = Math.sqrt(variance);
  const [low, high] = [mean - REACH * deviation, mean + REACH * deviation];
  const inside = cuts.filter((cut) => cut > low && cut < high).sort((a, b) => a - b);
  const ends = [low, ...inside, high];
  return ends.slice(1).flatMap((end, i) => {
    const parts = Math.ceil((end - ends[i]) / Math.min(2 * deviation, 2));
    const half = (end - ends[i]) / parts / 2;
    return Array.from({ length: parts }, (_, part) => ends[i] + half * (2 * part + 1)).flatMap((middle) =>
      RULE.map(([node, weight]) => {
        const x = middle + half * node;
        const standard = (x - mean) / deviation;
        const density = Math.exp((-standard * standard) / 2) / Math.sqrt(2 * Math.PI) / deviation;
        return [x, half * weight * density] as const;
      }),
    );
  });
}

/** Gauss and Legendre's rule, by Newton on the polynomial. */
function legendre(): Rule {
  return Array.from({ length: ORDER }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (ORDER + 0.5));
    let derivative = 1;
    for (let step = 0; step < 20; step++) {
      let [before, value] = [1, x];
      for (let n = 2; n <= ORDER; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
      derivative = (ORDER * (before - x * value)) / (1 - x * x);
      x -= value / derivative;
    }
    return [x, 2 / ((1 - x * x) * derivative * derivative)] as const;
  });
}
