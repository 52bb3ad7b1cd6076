import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctAtoms } from '../../../src/covariance/geometry';
import { solveInner, solveOuter } from '../../../src/law/bulk/covariance-branch';
import { SpectralCurve } from '../../../src/law/bulk/spectral-curve';
import { discreteCurvature } from '../dense-curvature';
import { frameGeometry } from '../frame-geometry';

const sorted = fc
  .array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 })
  .map((values) => values.sort((a, b) => a - b))
  .filter((values) => values.every((value, i) => i === 0 || value > values[i - 1] * (1 + 1e-6)));

describe('branches of the covariance side', () => {
  it('take every value once, to rounding', () => {
    fc.assert(
      fc.property(sorted, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (values, target) => {
        const t = Float64Array.from(values);
        const a = t.map((value, i) => (0.1 + (i % 3)) * value);
        for (let k = 1; k < t.length; k++) {
          const { origin, offset } = solveInner(a, t, k, target);
          const terms = Array.from(t, (value, j) => a[j] / (value - t[origin] - offset));
          const sum = terms.reduce((total, term) => total + term, 0);
          // Rounding of the offset moves the sum by its slope, sum a / (t - q)^2.
          const slope = Array.from(t, (value, j) => a[j] / (value - t[origin] - offset) ** 2).reduce(
            (x, y) => x + y,
            0,
          );
          const size = terms.reduce((total, term) => total + Math.abs(term), Math.abs(target));
          const tolerance = 20 * Number.EPSILON * (size + slope * (Math.abs(offset) + Number.MIN_VALUE));
          expect(Math.abs(sum - target)).toBeLessThanOrEqual(tolerance);
          expect(t[origin] + offset).toBeGreaterThanOrEqual(t[k - 1]);
          expect(t[origin] + offset).toBeLessThanOrEqual(t[k]);
        }
        const end = target < 0 ? t[t.length - 1] : t[0];
        const distances = t.map((value) => Math.abs(target) * Math.abs(value - end));
        const eta = solveOuter(a, distances);
        const sum = a.reduce((total, value, j) => total + value / (eta + distances[j]), 0);
        expect(Math.abs(sum - 1)).toBeLessThan(20 * Number.EPSILON * t.length);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('SpectralCurve', () => {
  const geometry = frameGeometry([1, 3, 10], [0.5, 0.3, 0.2]);
  const curvature = discreteCurvature(geometry, [-0.5, 1, 2], [0.2, 0.5, 0.3]);
  const curve = new SpectralCurve(distinctAtoms(geometry.atoms), 0.3, curvature);

  it('solves the equation of delta on every branch', () => {
    for (const delta of [-0.45, -0.1, -1e-6, 1e-6, 0.3, 1.9]) {
      for (let branch = 0; branch < 3; branch++) {
        const point = curve.at(delta, branch);
        // Relative to delta, while the terms of its equation are of order one.
        expect(curve.resolve(point).residual).toBeLessThan(1e-14 * Math.max(1, 1 / Math.abs(delta)));
        [1, 3, 10].forEach((t, k) => {
          const direct = t * point.phi - point.z;
          const size = Math.abs(point.z) + t * Math.abs(point.phi);
          expect(Math.abs(point.denominators[k] - direct)).toBeLessThan(8 * Number.EPSILON * size);
        });
      }
    }
  });

  it('has the slope of its own differences', () => {
    const step = 1e-5;
    for (const delta of [-0.4, 0.2, 1.5]) {
      for (let branch = 0; branch < 3; branch++) {
        const difference = (curve.at(delta + step, branch).z - curve.at(delta - step, branch).z) / (2 * step);
        const { slope } = curve.at(delta, branch);
        // Third derivatives here are at most of the order of the slope over the squared distance to the ends, 0.05^2.
        expect(Math.abs(difference / slope - 1)).toBeLessThan((step / 0.05) ** 2);
      }
    }
  });

  it('passes through delta = 0 on the inner branches', () => {
    for (const branch of [1, 2]) {
      const at = curve.at(0, branch);
      expect(curve.at(1e-9, branch).z).toBeCloseTo(at.z, 7);
      expect(curve.at(-1e-9, branch).z).toBeCloseTo(at.z, 7);
    }
  });

  it('is z = phi - c / delta for C = I', () => {
    const identity = frameGeometry([1], [1]);
    const simple = new SpectralCurve(identity.atoms, 0.3, discreteCurvature(identity, [1, 2], [0.5, 0.5]));
    for (const delta of [-3, -0.2, 0.1, 7]) {
      const { z, phi } = simple.at(delta, 0);
      expect(z).toBeCloseTo(phi - 0.3 / delta, 13);
    }
  });
});

describe('distinctAtoms', () => {
  it('sorts, merges equal eigenvalues and drops weights of zero', () => {
    const { atoms } = frameGeometry([4, 1, 4, 2], [0.25, 0.5, 0.25, 0], { mean: [2] });
    const distinct = distinctAtoms(atoms);
    expect(distinct.map(({ eigenvalue, weight }) => [eigenvalue, weight])).toEqual([
      [1, 0.5],
      [4, 0.5],
    ]);
    expect(distinct[1].gram[0][0]).toBe(2);
  });
});
