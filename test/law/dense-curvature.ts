/**
 * Curvature laws to put into the limiting law in place of its own: a function of h, by the dense trapezoid rule, or a few values
 * with their probabilities. Each is a sum over atoms of g.
 */

import { gramOf, type SignalGeometry } from '../../src/covariance/geometry';
import type { Complex } from '../../src/numerics/complex';
import type { Interval } from '../../src/numerics/interval';
import { gaussianTrapezoid } from '../reference/plane-integral';

interface Atom {
  readonly probability: number;
  readonly g: number;
  /** The coordinate of h, or null if g does not depend on it: then it is a standard normal variable of its own. */
  readonly t: number | null;
}

/** Gram-Schmidt on C^(1/2) w, C^(1/2) wStar. */
function plainBasis(geometry: SignalGeometry) {
  const gram = gramOf(geometry, 1);
  const [ww, ws, ss] = [gram[1][1], gram[1][2], gram[2][2]];
  if (ww === 0 && ss === 0) return { rank: 0, w: [], wStar: [], combination: [[], []] } as const;
  if (ww === 0) return { rank: 1, w: [0], wStar: [Math.sqrt(ss)], combination: [[0], [1 / Math.sqrt(ss)]] } as const;
  const norm = Math.sqrt(ww);
  const along = ws / norm;
  const rest = ss - along * along;
  if (rest < 1e-14 * ss || ss === 0) {
    return { rank: 1, w: [norm], wStar: [along], combination: [[1 / norm], [0]] } as const;
  }
  const height = Math.sqrt(rest);
  const combination = [
    [1 / norm, -along / (norm * height)],
    [0, 1 / height],
  ];
  return { rank: 2, w: [norm, 0], wStar: [along, height], combination } as const;
}

/** A curvature g(h) of h = w . x alone, such as the logistic loss's. Needs w != 0. */
export function denseCurvature(geometry: SignalGeometry, g: (h: number) => number, support: Interval, count = 4000) {
  const mean = gramOf(geometry, 0)[0][1];
  const norm = Math.sqrt(gramOf(geometry, 1)[1][1]);
  const { nodes, weights } = gaussianTrapezoid(20 / count, 10);
  const atoms = nodes.map((t, i): Atom => ({ probability: weights[i], g: g(mean + norm * t), t }));
  return lawOfAtoms(geometry, atoms, [support], 0);
}

/** A curvature that takes a few values whatever x is. */
export function discreteCurvature(
  geometry: SignalGeometry,
  values: readonly number[],
  probabilities: readonly number[],
) {
  const atoms = values.map((g, i): Atom => ({ probability: probabilities[i], g, t: null }));
  const zero = values.reduce((sum, g, i) => sum + (g === 0 ? probabilities[i] : 0), 0);
  const support = [...new Set(values)].sort((x, y) => x - y).map((g): Interval => [g, g]);
  return lawOfAtoms(geometry, atoms, support, zero);
}

function lawOfAtoms(
  geometry: SignalGeometry,
  atoms: readonly Atom[],
  support: readonly Interval[],
  atomAtZero: number,
) {
  const basis = plainBasis(geometry);
  const expectation = (f: (atom: Atom) => number) => atoms.reduce((sum, atom) => sum + atom.probability * f(atom), 0);
  // E[v_i v_j] given the atom, v = (1, t, u): a coordinate on which g does not depend has mean 0 and variance 1.
  const given = ({ t }: Atom, i: number, j: number) => {
    if (i !== j) return (i === 0 || j === 0) && i + j === 1 ? (t ?? 0) : 0;
    return i === 1 && t !== null ? t * t : 1;
  };
  const matrix = (delta: number, power: number) =>
    Array.from({ length: basis.rank + 1 }, (_, i) =>
      Array.from({ length: basis.rank + 1 }, (__, j) =>
        expectation((atom) => (atom.g / (1 + atom.g * delta)) ** power * given(atom, i, j)),
      ),
    );
  return {
    basis,
    support,
    atomAtZero,
    mean: expectation(({ g }) => g),
    secondMoment: expectation(({ g }) => g * g),
    expectation(f: (g: number) => number) {
      return { value: expectation(({ g }) => f(g)), error: 0 };
    },
    transform(delta: Complex) {
      let [phiRe, phiIm, slopeRe, slopeIm] = [0, 0, 0, 0];
      for (const { probability, g } of atoms) {
        const [x, y] = [1 + g * delta.re, g * delta.im];
        const scale = g / (x * x + y * y);
        const [re, im] = [x * scale, -y * scale];
        phiRe += probability * re;
        phiIm += probability * im;
        slopeRe -= probability * (re * re - im * im);
        slopeIm -= 2 * probability * re * im;
      }
      return { phi: { re: phiRe, im: phiIm }, derivative: { re: slopeRe, im: slopeIm }, error: 0 };
    },
    signalMoments(delta: number) {
      return { psi: matrix(delta, 1), psiSquared: matrix(delta, 2), error: 0, squaredError: 0 };
    },
  };
}
