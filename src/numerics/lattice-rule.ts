/**
 * Gauss's rule with 16 nodes for sums over N equidistant points, sum_{k < N} f(k) = sum_j weight_j f(node_j) for polynomials
 * of degree 31: nodes between the points where N is large, and a share of the points' number as weights. The orthogonal
 * polynomials are Gram's (discrete Chebyshev), p_{n+1} = (x - (N - 1) / 2) p_n - b_n^2 p_{n-1} with
 * b_n^2 = n^2 (N^2 - n^2) / (4 (4 n^2 - 1)) (W. Gautschi, "Orthogonal Polynomials", 2004, table 1.2).
 */

import { NODES } from './gauss-legendre';

export interface LatticeRule {
  /** Ascending, in [0, N - 1]. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** The polynomial of degree n at node j, at n * NODES + j: normed to a mean square of 1 / (2 n + 1), as Legendre's are. */
  readonly polynomials: Float64Array;
}

const BISECTIONS = 80;

const RULES = new Map<number, LatticeRule>();

/** The rule for N >= 16 points. */
export function latticeRule(count: number): LatticeRule {
  let rule = RULES.get(count);
  if (rule === undefined) {
    rule = gaussGram(count);
    RULES.set(count, rule);
  }
  return rule;
}

function gaussGram(count: number): LatticeRule {
  const center = (count - 1) / 2;
  const squares = Array.from({ length: NODES }, (_, n) => (n * n * (count * count - n * n)) / (4 * (4 * n * n - 1)));
  const nodes = new Float64Array(NODES);
  const weights = new Float64Array(NODES);
  const polynomials = new Float64Array(NODES * NODES);
  for (let j = 0; j < NODES; j++) {
    let [low, high] = [-center - 1, center + 1];
    for (let step = 0; step < BISECTIONS; step++) {
      const middle = (low + high) / 2;
      if (eigenvaluesBelow(squares, middle) > j) high = middle;
      else low = middle;
    }
    const x = (low + high) / 2;
    nodes[j] = x + center;
    // These have a mean square of one: p_n over the root of the product of b^2.
    let [before, value, sum] = [0, 1, 1];
    polynomials[j] = 1;
    for (let n = 0; n + 1 < NODES; n++) {
      [before, value] = [value, (x * value - Math.sqrt(squares[n]) * before) / Math.sqrt(squares[n + 1])];
      polynomials[(n + 1) * NODES + j] = value / Math.sqrt(2 * n + 3);
      sum += value * value;
    }
    weights[j] = count / sum;
  }
  return { nodes, weights, polynomials };
}

/** How many eigenvalues of the Jacobi matrix with zero diagonal and off-diagonal squares b_n^2 lie below x, by Sturm's sequence. */
function eigenvaluesBelow(squares: readonly number[], x: number): number {
  let below = 0;
  let pivot = 1;
  for (let n = 0; n < NODES; n++) {
    pivot = -x - (n === 0 ? 0 : squares[n] / pivot);
    if (pivot === 0) pivot = Number.MIN_VALUE;
    if (pivot < 0) below++;
  }
  return below;
}
