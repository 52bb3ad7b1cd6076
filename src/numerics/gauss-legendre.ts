/** The Gauss-Legendre rule with 16 nodes on [-1, 1], and Legendre polynomials on its nodes. */

export const NODES = 16;

/** P_0(x), ..., P_{count - 1}(x). */
export function legendre(x: number, count: number): Float64Array {
  const p = new Float64Array(count);
  p[0] = 1;
  if (count > 1) p[1] = x;
  for (let k = 1; k + 1 < count; k++) p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
  return p;
}

export interface GaussLegendre {
  /** Ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** P_k(node i) at k * NODES + i. */
  readonly polynomials: Float64Array;
}

/** Newton on P_16 from Tricomi's starting points; the weight is 2 / ((1 - x^2) P_16'(x)^2). */
function gaussLegendre(): GaussLegendre {
  const nodes = new Float64Array(NODES);
  const weights = new Float64Array(NODES);
  const polynomials = new Float64Array(NODES * NODES);
  for (let i = 0; i < NODES; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (NODES + 0.5));
    let slope = 1;
    for (let step = 0; step < 6; step++) {
      const p = legendre(x, NODES + 1);
      slope = (NODES * (p[NODES - 1] - x * p[NODES])) / (1 - x * x);
      x -= p[NODES] / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
    const p = legendre(x, NODES);
    for (let k = 0; k < NODES; k++) polynomials[k * NODES + i] = p[k];
  }
  return { nodes, weights, polynomials };
}

export const RULE: GaussLegendre = /* @__PURE__ */ gaussLegendre();
