/**
 * dw / dridge = -(H + ridge)^(-1) w, hence w^T (H + ridge)^(-1) w = -(1/2) d|w|^2 / dridge, and the same with wStar and mean:
 * the left side is the law's resolvent with its finite-rank part, the right one differences of the scalar system alone.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctAtoms, gramOf, type SignalGeometry } from '../../../src/covariance/geometry';
import { SpectralCurve } from '../../../src/law/bulk/spectral-curve';
import { fitLossOf } from '../../../src/law/minimizer/fit-loss';
import { type MinimizerLaw, minimizerLaw } from '../../../src/law/minimizer/minimizer-law';
import { responseLawOf } from '../../../src/law/minimizer/response-law';
import { SignalPencil } from '../../../src/law/outliers/pencil';
import type { Loss, Response } from '../../../src/model/model';
import { solveSmall } from '../../../src/numerics/small-matrix';

interface Fit {
  readonly loss: Loss;
  readonly response: Response;
  readonly c: number;
  readonly ridge: number;
  readonly geometry: SignalGeometry;
}

function solve({ loss, response, c, ridge, geometry }: Fit): MinimizerLaw {
  const problem = {
    loss: fitLossOf({ loss }),
    response: responseLawOf({ response }),
    aspectRatio: c,
    intercept: false,
  };
  return minimizerLaw({ ...problem, ridge }, geometry);
}

/** Products of the signals (mean, w, wStar) with (H - z)^(-1) w at z = -ridge. */
function resolvent(fit: Fit, { curvature, geometry, state }: MinimizerLaw): number[] {
  const curve = new SpectralCurve(distinctAtoms(geometry.atoms), fit.c, curvature);
  const pencil = new SignalPencil(curve);
  const point = curve.at(state.gamma.value, 0);
  expect(point.z).toBeCloseTo(-fit.ridge, 10);
  const { lambda, g } = pencil.parts(point);
  const rows = [0, 1, 2].map((s) =>
    g.map((_, j) =>
      curve.atoms.reduce((sum, { gram }, k) => {
        const inner = [0, 1, 2].reduce((total, a) => total + gram[s][a] * pencil.coefficients[k][a][j], 0);
        return sum + inner / point.denominators[k];
      }, 0),
    ),
  );
  // (H - z)^(-1) is Qb + Qb V (K^(-1))_22 V^T Qb.
  const size = g.length;
  const matrix = Array.from({ length: 2 * size }, (_, i) =>
    Array.from({ length: 2 * size }, (__, j) => {
      if (i < size && j < size) return lambda[i][j];
      if (i >= size && j >= size) return -g[i - size][j - size];
      return i % size === j % size ? 1 : 0;
    }),
  );
  const x = solveSmall(matrix, [...new Array<number>(size).fill(0), ...rows[1]]).slice(size);
  return [0, 1, 2].map((s) => {
    const plain = curve.atoms.reduce((sum, { gram }, k) => sum + gram[s][1] / point.denominators[k], 0);
    return plain + rows[s].reduce((sum, entry, j) => sum + entry * x[j], 0);
  });
}

const STEP = 0.01;

/** Five-point differences of mean . w, |w|^2 / 2 and wStar . w in the ridge, with their own error from half the step. */
function differences(fit: Fit): { value: number[]; error: number[] } {
  const at = (ridge: number) => {
    const { state } = solve({ ...fit, ridge });
    return [state.meanOverlap.value, state.squaredNorm.value / 2, state.wStarOverlap.value];
  };
  const slope = (step: number) => {
    const [a, b, c, d] = [-2, -1, 1, 2].map((k) => at(fit.ridge + k * step));
    return a.map((_, i) => -(a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * step));
  };
  const coarse = slope(STEP * fit.ridge);
  const fine = slope((STEP / 2) * fit.ridge);
  // The difference falls as step^4; the scalar system's rounding is divided by the step.
  const error = fine.map(
    (value, i) => Math.abs(value - coarse[i]) + (1e-10 * (1 + Math.abs(value))) / STEP / fit.ridge,
  );
  return { value: fine, error };
}

const cases = fc.record({
  kind: fc.constantFrom('logistic', 'squared-hinge', 'pseudo-huber', 'huber', 'probit', 'square', 'exponential'),
  c: fc.double({ min: 0.1, max: 1.6, noNaN: true }),
  ridge: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  star: fc.double({ min: 0, max: 2, noNaN: true }),
  mean: fc.constantFrom(0, 0.8, 1.5),
  cosine: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  second: fc.constantFrom(1, 3),
});

function fitOf({
  kind,
  c,
  ridge,
  star,
  mean,
  cosine,
  second,
}: typeof cases extends fc.Arbitrary<infer T> ? T : never): Fit {
  const loss = (kind.includes('huber') ? { kind, threshold: 0.7 } : { kind }) as Loss;
  const labels = ['logistic', 'squared-hinge', 'probit', 'exponential'].includes(kind);
  const response: Response = labels
    ? { kind: kind === 'probit' ? 'probit' : 'logistic' }
    : { kind: 'linear', noise: 0.5 };
  const gram = (share: number) => {
    const cross = share * cosine * star * mean;
    return [
      [share * mean * mean, 0, cross],
      [0, 0, 0],
      [cross, 0, share * star * star],
    ];
  };
  const atoms =
    second === 1
      ? [[1, 1]]
      : [
          [1, 0.6],
          [second, 0.4],
        ];
  const geometry = { atoms: atoms.map(([eigenvalue, weight]) => ({ eigenvalue, weight, gram: gram(weight) })) };
  return { loss, response, c, ridge, geometry };
}

describe('derivatives in the ridge', () => {
  it('are the resolvent at -ridge, and delta(-ridge) = gamma', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const fit = fitOf(drawn);
        const law = solve(fit);
        const found = resolvent(fit, law);
        const { value, error } = differences(fit);
        found.forEach((entry, i) => {
          expect(Math.abs(entry - value[i])).toBeLessThanOrEqual(error[i]);
        });
        // Stationarity, contracted with w and wStar.
        const gram = gramOf(law.geometry, 0);
        const { gamma, phi } = law.state;
        expect(gram[1][1]).toBeCloseTo(law.state.squaredNorm.value, 9);
        if (law.geometry.atoms.length === 1) {
          expect(phi.value * gamma.value).toBeCloseTo(fit.c - fit.ridge * gamma.value, 10);
        }
      }),
      { numRuns: 14, seed: 7 },
    );
  }, 60_000);
});

describe('square loss, C = I', () => {
  it.each([
    [0.3, 0.2, 1, 0.5],
    [1.4, 0.1, 2, 1],
  ])('c = %d, ridge = %d: closed forms', (c, ridge, rho, noise) => {
    const geometry = {
      atoms: [
        {
          eigenvalue: 1,
          weight: 1,
          gram: [
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, rho],
          ],
        },
      ],
    };
    const { state } = solve({ loss: { kind: 'square' }, response: { kind: 'linear', noise }, c, ridge, geometry });
    // m(-ridge) of the Marchenko-Pastur law, and its derivative, from ridge c m^2 + (1 - c + ridge) m = 1.
    const b = 1 - c + ridge;
    const m = (-b + Math.sqrt(b * b + 4 * ridge * c)) / (2 * ridge * c);
    const slope = (c * m * m + m) / (2 * ridge * c * m + b);
    expect(state.wStarOverlap.value).toBeCloseTo(rho * (1 - ridge * m), 12);
    // w = (S + ridge)^(-1) (S wStar + X eps / n).
    const bias = 1 - 2 * ridge * m + ridge * ridge * slope;
    expect(state.squaredNorm.value).toBeCloseTo(rho * bias + noise * noise * c * (m - ridge * slope), 12);
    expect(state.gamma.value).toBeCloseTo(c * m, 12);
  });
});
