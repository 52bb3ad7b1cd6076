/**
 * The support of a sample covariance spectrum, the plain way: on the real line outside the support the companion
 * transform m solves x(m) = -1/m + c sum_k w_k t_k / (1 + t_k m), and the complement is where x(m) increases
 * (Silverstein & Choi 1995). A dense scan of the sign of x'(m), refined by bisection.
 */
export function silversteinSupport(t: readonly number[], w: readonly number[], c: number): [number, number][] {
  const sum = (f: (t: number) => number) => t.reduce((total, value, k) => total + w[k] * f(value), 0);
  const x = (m: number) => -1 / m + c * sum((v) => v / (1 + v * m));
  const slope = (m: number) => 1 / (m * m) - c * sum((v) => (v / (1 + v * m)) ** 2);
  const poles = [...t.map((v) => -1 / v)].sort((a, b) => a - b);
  const ends = [-1e9, ...poles, 0, 1e9];
  const complement: [number, number][] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const nodes = grid(ends[i], ends[i + 1]);
    let start: number | null = slope(nodes[0]) > 0 ? nodes[0] : null;
    for (let j = 1; j < nodes.length; j++) {
      const rises = slope(nodes[j]) > 0;
      if (rises && start === null) start = bisect(slope, nodes[j - 1], nodes[j]);
      if (!rises && start !== null) {
        complement.push([x(start), x(bisect(slope, nodes[j - 1], nodes[j]))]);
        start = null;
      }
    }
    if (start !== null) complement.push([x(start), x(nodes[nodes.length - 1])]);
  }
  complement.sort((a, b) => a[0] - b[0]);
  const bulks: [number, number][] = [];
  for (let i = 0; i + 1 < complement.length; i++) {
    // Stretches that meet at zero or at the far ends of the scan leave nothing between them.
    if (complement[i + 1][0] - complement[i][1] > 1e-6) bulks.push([complement[i][1], complement[i + 1][0]]);
  }
  return bulks;
}

/** Geometrically close to both ends. */
function grid(low: number, high: number): number[] {
  const nodes: number[] = [];
  for (let tau = -24; tau <= 24; tau += 0.02) {
    nodes.push(tau < 0 ? low + (high - low) / (1 + Math.exp(-tau)) : high - (high - low) / (1 + Math.exp(tau)));
  }
  return nodes;
}

function bisect(f: (m: number) => number, low: number, high: number): number {
  const positive = f(low) > 0;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === positive) low = middle;
    else high = middle;
  }
  return low;
}
