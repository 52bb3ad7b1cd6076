import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctAtoms, type SignalGeometry } from '../../../src/covariance/geometry';
import { type CurvePoint, SpectralCurve } from '../../../src/law/bulk/spectral-curve';
import { findSupport } from '../../../src/law/bulk/support';
import type { CurvatureLaw } from '../../../src/law/curvature/curvature-law';
import { findOutliers } from '../../../src/law/outliers/outliers';
import { thresholdsOf } from '../../../src/law/outliers/threshold';
import { denseCurvature, discreteCurvature } from '../dense-curvature';
import { frameGeometry, logisticCurvature } from '../frame-geometry';

function outliersOf(geometry: SignalGeometry, c: number, curvature: CurvatureLaw) {
  const curve = new SpectralCurve(distinctAtoms(geometry.atoms), c, curvature);
  const support = findSupport(curve);
  return { curve, support, outliers: findOutliers(curve, support) };
}

/** det(I + Lambda G), straight from its definition in theory: V^T (phi C - z)^(-1) V with V = [mean, C [w, wStar] combination]. */
function determinant(curve: SpectralCurve, point: CurvePoint): number {
  const { basis } = curve.curvature;
  const { psi } = curve.curvature.signalMoments(point.delta);
  const size = basis.rank + 1;
  const indices = Array.from({ length: size }, (_, i) => i);
  const lambda = indices.map((i) => indices.map((j) => psi[i][j] - (i === j && i > 0 ? point.phi : 0)));
  const g = indices.map((i) =>
    indices.map((j) =>
      curve.atoms.reduce((sum, { eigenvalue: t, gram }) => {
        const column = (k: number) =>
          k === 0 ? [1, 0, 0] : [0, t * basis.combination[0][k - 1], t * basis.combination[1][k - 1]];
        let inner = 0;
        for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) inner += column(i)[a] * gram[a][b] * column(j)[b];
        return sum + inner / (t * point.phi - point.z);
      }, 0),
    ),
  );
  const m = indices.map((i) =>
    indices.map((j) => (i === j ? 1 : 0) + indices.reduce((sum, k) => sum + lambda[i][k] * g[k][j], 0)),
  );
  if (size === 1) return m[0][0];
  if (size === 2) return m[0][0] * m[1][1] - m[0][1] * m[1][0];
  return (
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
    m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
    m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
  );
}

/** Sign changes of the determinant along a stretch, on a fine grid of delta. */
function signChanges(curve: SpectralCurve, stretch: ReturnType<typeof findSupport>['stretches'][number]): number {
  const { branch, start, end } = stretch;
  const count = 1500;
  let last = 0;
  let changes = 0;
  for (let i = 0; i <= count; i++) {
    const u = i / count;
    const [a, b] = [start.point.delta, end.point.delta];
    // delta = 0 is z = infinity on the outer branch: approached geometrically.
    const delta = branch > 0 ? a + (b - a) * u : Math.sign(a) * Math.abs(a) ** (1 - u) * Math.abs(b) ** u;
    const sign = Math.sign(determinant(curve, curve.at(delta, branch)));
    if (last !== 0 && sign !== 0 && sign !== last) changes++;
    if (sign !== 0) last = sign;
  }
  return changes;
}

describe('closed forms for w = wStar = 0 (Liao & Mahoney 2021, corollary 1)', () => {
  it.each([
    { c: 0.25, rho: 0.8 },
    { c: 0.25, rho: 2 },
    { c: 1, rho: 1.5 },
    { c: 3, rho: 2 },
  ])('%j: location and alignment', ({ c, rho }) => {
    const geometry = frameGeometry([1], [1], { mean: [Math.sqrt(rho)] });
    const { outliers } = outliersOf(geometry, c, discreteCurvature(geometry, [0.25], [1]));
    if (rho <= Math.sqrt(c)) {
      expect(outliers).toEqual([]);
      return;
    }
    expect(outliers.length).toBe(1);
    expect(outliers[0].side).toBe('right');
    expect(outliers[0].location).toBeCloseTo(0.25 * (1 + rho + (c * (1 + rho)) / rho), 13);
    expect(outliers[0].alignment).toEqual({ mean: expect.closeTo((rho ** 2 - c) / (rho ** 2 + c * rho), 12) });
  });

  it('appear exactly above rho = sqrt(c), with an alignment that grows from zero', () => {
    const c = 0.25;
    for (const excess of [-1e-3, -1e-7, 1e-7, 1e-3]) {
      const rho = 0.5 * (1 + excess);
      const geometry = frameGeometry([1], [1], { mean: [Math.sqrt(rho)] });
      const { outliers } = outliersOf(geometry, c, discreteCurvature(geometry, [0.25], [1]));
      expect(outliers.length).toBe(excess > 0 ? 1 : 0);
      if (excess > 0) {
        const exact = (rho ** 2 - c) / (rho ** 2 + c * rho);
        expect(Math.abs((outliers[0].alignment.mean as number) / exact - 1)).toBeLessThan(1e-14 / excess ** 1.2 + 1e-8);
      }
    }
  });

  it('mirror a negative curvature', () => {
    const geometry = frameGeometry([1], [1], { mean: [Math.sqrt(2)] });
    const { outliers } = outliersOf(geometry, 0.25, discreteCurvature(geometry, [-1], [1]));
    expect(outliers.map(({ side }) => side)).toEqual(['left']);
    expect(outliers[0].location).toBeCloseTo(-3.375, 13);
  });
});

describe('count of outliers', () => {
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
  const signal = fc.array(coordinate, { minLength: 3, maxLength: 3 });
  const model = fc.record({
    c: fc.double({ min: 0.02, max: 0.8, noNaN: true }),
    t: fc.constantFrom([1], [1, 4], [1, 3, 12]),
    mean: signal,
    w: signal,
    wStar: fc.oneof(signal, fc.constant([0, 0, 0])),
    // g(h) of both signs, bounded.
    tilt: fc.double({ min: -0.2, max: 0.1, noNaN: true }),
  });

  it('equals the sign changes of det(I + Lambda G) on every stretch', () => {
    let total = 0;
    fc.assert(
      fc.property(model, ({ c, t, mean, w, wStar, tilt }) => {
        fc.pre(Math.hypot(...w) > 0.1);
        const geometry = frameGeometry(
          t,
          t.map(() => 1 / t.length),
          { mean, w, wStar },
        );
        const g = (h: number) => logisticCurvature(h) + tilt;
        const curvature = denseCurvature(geometry, g, [tilt, tilt + 0.25], 150);
        const { curve, support, outliers } = outliersOf(geometry, c, curvature);
        const counts = thresholdsOf(curve, support).map(({ count }) => count);
        expect(counts).toEqual(support.stretches.map((stretch) => signChanges(curve, stretch)));
        expect(outliers.length).toBe(counts.reduce((sum, count) => sum + count, 0));
        total += outliers.length;
        for (const { location, alignment } of outliers) {
          for (const { left, right } of support.bulks) {
            expect(location <= (left.location as number) || location >= (right.location as number)).toBe(true);
          }
          for (const value of Object.values(alignment)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
      { seed: 3, numRuns: 14 },
    );
    expect(total).toBeGreaterThan(5);
  });
});

describe('a double outlier', () => {
  it('is reported twice, and its eigenspace holds what the two single ones held', () => {
    // mean orthogonal to w: two independent roots in the gap. The mean's norm that makes them meet, by bisection.
    const of = (norm: number) => {
      const geometry = frameGeometry([1, 4], [0.5, 0.5], { mean: [norm, 0], w: [0, 1.5] });
      return outliersOf(geometry, 1 / 6, denseCurvature(geometry, logisticCurvature, [0, 0.25], 200)).outliers;
    };
    const location = (norm: number, which: 'mean' | 'w') =>
      of(norm).filter(({ side, alignment }) => side === 'gap' && (alignment[which] as number) > 1e-12)[0].location;
    let [low, high] = [2, 2.6];
    const sign = Math.sign(location(low, 'mean') - location(low, 'w'));
    expect(Math.sign(location(high, 'mean') - location(high, 'w'))).toBe(-sign);
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (Math.sign(location(middle, 'mean') - location(middle, 'w')) === sign) low = middle;
      else high = middle;
    }
    const sums = (norm: number) =>
      (['mean', 'w'] as const).map((which) =>
        of(norm)
          .filter(({ side }) => side === 'gap')
          .reduce((sum, { alignment }) => sum + (alignment[which] as number), 0),
      );
    const double = of(low).filter(({ side }) => side === 'gap');
    expect(double.length).toBe(2);
    // Roots this close share an eigenspace, so that bisection cannot tell mean from w any further.
    expect(Math.abs(double[0].location - double[1].location)).toBeLessThan(1e-10);
    const nearby = sums(low + 1e-6);
    sums(low).forEach((value, i) => {
      expect(Math.abs(value - nearby[i])).toBeLessThan(1e-5);
    });
  });
});

describe('signals that coincide or vanish', () => {
  it('mean, w and wStar along one direction: dependent columns are no matter', () => {
    const geometry = frameGeometry([1, 4], [0.5, 0.5], { mean: [2], w: [1], wStar: [-3] });
    const curvature = denseCurvature(geometry, logisticCurvature, [0, 0.25], 400);
    const { curve, support, outliers } = outliersOf(geometry, 0.1, curvature);
    expect(thresholdsOf(curve, support).map(({ count }) => count)).toEqual(
      support.stretches.map((stretch) => signChanges(curve, stretch)),
    );
    for (const { alignment } of outliers) {
      expect(alignment.w).toBeCloseTo(alignment.mean as number, 12);
      expect(alignment.wStar).toBeCloseTo(alignment.mean as number, 12);
    }
  });

  it('no signal, no outlier', () => {
    const geometry = frameGeometry([1, 4], [0.5, 0.5]);
    expect(outliersOf(geometry, 0.1, discreteCurvature(geometry, [1, -1], [0.5, 0.5])).outliers).toEqual([]);
  });

  it('a tiny mean is the limit of none', () => {
    const of = (mean: number) => {
      const geometry = frameGeometry([1], [1], { mean: [0, mean], w: [4] });
      return outliersOf(geometry, 1 / 6, denseCurvature(geometry, logisticCurvature, [0, 0.25], 400)).outliers;
    };
    const [none] = of(0);
    const [tiny] = of(1e-9);
    expect(tiny.location).toBeCloseTo(none.location, 14);
    expect(tiny.alignment.w).toBeCloseTo(none.alignment.w as number, 12);
    expect(tiny.alignment.mean).toBeLessThan(1e-15);
  });
});
