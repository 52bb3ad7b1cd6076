/** The law at the minimizer against numbers from two independent quadratures that agree to 4e-11. */

import { describe, expect, it } from 'vitest';
import { NAMES, settingOf } from './settings';

const RELATIVE = 1e-8;

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(RELATIVE * Math.max(Math.abs(expected), 1e-6));
}

describe.each(NAMES)('%s', (name) => {
  const { golden, fit, law } = settingOf(name);
  const { state } = fit;

  it('scalars', () => {
    expectClose(state.gamma.value, golden.gamma);
    expectClose(state.phi.value, golden.phi);
    expectClose(state.a.value, golden.a);
    expectClose(state.meanSquaredSlope.value, golden.chi);
    expectClose(state.m.value, golden.m);
    expectClose(state.q.value, golden.q);
    expectClose(state.squaredNorm.value, golden.w2);
    expectClose(state.wStarOverlap.value, golden.wStar_w);
    expectClose(state.meanOverlap.value, golden.mu_w);
    expectClose(state.meanSlope.value, golden.E_s);
    expectClose(state.meanCurvature.value, golden.E_g);
    expectClose(fit.curvature.secondMoment, golden.E_g2);
    expect(state.residual).toBeLessThan(1e-12);
  });

  it('edges', () => {
    const edges = law.support.flat();
    if (golden.left_edge === null) expect(edges[0]).toBe(0);
    else expectClose(edges[0] as number, golden.left_edge);
    expectClose(edges[edges.length - 1] as number, golden.right_edge);
    if (golden.delta_left !== null) expectClose(law.bulks[0].left.delta as number, golden.delta_left);
    expectClose(law.bulks[law.bulks.length - 1].right.delta as number, golden.delta_right);
  });

  it('density', () => {
    golden.density.x.forEach((x, k) => {
      expectClose(law.density(x), golden.density.f[k]);
    });
  });

  it('outliers and alignments', () => {
    // The recorded search covered what is outside of all bulks; gaps have identities of their own.
    const outside = law.outliers.filter(({ side }) => side !== 'gap');
    expect(outside.length).toBe(golden.outliers.length);
    golden.outliers.forEach((outlier, k) => {
      const { location, alignment } = outside[k];
      expectClose(location, outlier.z);
      expectClose(alignment.wStar ?? 0, outlier.align_wStar);
      expectClose(alignment.w ?? 0, outlier.align_w);
      expectClose(alignment.mean ?? 0, outlier.align_mu);
    });
  });
});
