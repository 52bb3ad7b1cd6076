/** Slow and obvious curvature laws to hold the real ones against: sums over many nodes, or over given atoms. */

import { gramOf, type SignalGeometry } from '../../src/covariance/geometry';
import type { CurvatureLaw, SignalBasis } from '../../src/law/curvature/curvature-law';
import type { Complex } from '../../src/numerics/complex';
import type { Interval } from '../../src/numerics/interval';

interface Node {
  readonly probability: number;
  readonly g: number;
  /** (1, a). */
  readonly v: readonly number[];
}

/** Gram-Schmidt on C^(1/2) w, C^(1/2) wStar. */
export function plainBasis(geometry: SignalGeometry): SignalBasis {
  const gram = gramOf(geometry, 1);
  const [ww, ws, ss] = [gram[1][1], gram[1][2], gram[2][2]];
  if (ww === 0 && ss === 0) return { rank: 0, w: [], wStar: [], combination: [[], []] };
  if (ww === 0) return { rank: 1, w: [0], wStar: [Math.sqrt(ss)], combination: [[0], [1 / Math.sqrt(ss)]] };
  const norm = Math.sqrt(ww);
  const along = ws / norm;
  const rest = ss - along * along;
  if (rest < 1e-14 * ss || ss === 0) return { rank: 1, w: [norm], wStar: [along], combination: [[1 / norm], [0]] };
  const height = Math.sqrt(rest);
  return {
    rank: 2,
    w: [norm, 0],
    wStar: [along, height],
    combination: [
      [1 / norm, -along / (norm * height)],
      [0, 1 / height],
    ],
  };
}

/** A curvature g(h) of h = w . x alone, such as the logistic loss's. Needs w != 0. */
export function denseCurvature(
  geometry: SignalGeometry,
  g: (h: number) => number,
  support: Interval,
  count = 4000,
): CurvatureLaw {
  const basis = plainBasis(geometry);
  const mean = gramOf(geometry, 0)[0][1];
  const nodes: Node[] = [];
  const step = 20 / count;
  for (let i = 0; i <= count; i++) {
    const a = -10 + i * step;
    const probability = (step * Math.exp((-a * a) / 2)) / Math.sqrt(2 * Math.PI);
    nodes.push({ probability, g: g(mean + basis.w[0] * a), v: [1, a, 0].slice(0, 1 + basis.rank) });
  }
  return fromNodes(basis, nodes, [support], 0);
}

/** A curvature that takes a few values whatever x is. */
export function discreteCurvature(
  geometry: SignalGeometry,
  values: readonly number[],
  probabilities: readonly number[],
): CurvatureLaw {
  const basis = plainBasis(geometry);
  const nodes = values.map((g, i) => ({ probability: probabilities[i], g, v: [1, 0, 0].slice(0, 1 + basis.rank) }));
  const zero = values.reduce((sum, g, i) => sum + (g === 0 ? probabilities[i] : 0), 0);
  const support = [...new Set(values)].sort((x, y) => x - y).map((g): Interval => [g, g]);
  return fromNodes(basis, nodes, support, zero);
}

function fromNodes(
  basis: SignalBasis,
  nodes: readonly Node[],
  support: readonly Interval[],
  atomAtZero: number,
): CurvatureLaw {
  const expectation = (f: (node: Node) => number) => nodes.reduce((sum, node) => sum + node.probability * f(node), 0);
  const moment = (i: number, j: number, delta: number, power: number) => {
    // A direction that g does not depend on is an independent standard normal variable.
    const free = i === j && i > 0 && nodes.every((node) => node.v[i] === 0);
    return expectation(({ g, v }) => (g / (1 + g * delta)) ** power * (free ? 1 : v[i] * v[j]));
  };
  const matrix = (delta: number, power: number) =>
    Array.from({ length: basis.rank + 1 }, (_, i) =>
      Array.from({ length: basis.rank + 1 }, (__, j) => moment(i, j, delta, power)),
    );
  return {
    basis,
    support,
    atomAtZero,
    mean: expectation(({ g }) => g),
    secondMoment: expectation(({ g }) => g * g),
    expectation(f) {
      return { value: expectation(({ g }) => f(g)), error: 0 };
    },
    transform(delta) {
      let [phi, slope]: [Complex, Complex] = [
        { re: 0, im: 0 },
        { re: 0, im: 0 },
      ];
      for (const { probability, g } of nodes) {
        const [x, y] = [1 + g * delta.re, g * delta.im];
        const scale = g / (x * x + y * y);
        const [re, im] = [x * scale, -y * scale];
        phi = { re: phi.re + probability * re, im: phi.im + probability * im };
        slope = { re: slope.re - probability * (re * re - im * im), im: slope.im - 2 * probability * re * im };
      }
      return { phi, derivative: slope, error: 0 };
    },
    signalMoments(delta) {
      return { psi: matrix(delta, 1), psiSquared: matrix(delta, 2), error: 0, squaredError: 0 };
    },
  };
}
