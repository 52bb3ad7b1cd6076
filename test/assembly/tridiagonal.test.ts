import { expect, it } from 'vitest';
import { jacobiEigensystem } from '../reference/jacobi';
import { createEigenEngine } from './eigen-engine';

const engine = await createEigenEngine();
it('smoke', () => {
  for (let p = 0; p < 70; p++) {
    const rows = new Float64Array(p * p);
    for (let i = 0; i < p; i++)
      for (let j = 0; j <= i; j++)
        rows[i * p + j] = rows[j * p + i] =
          Math.sin(i * i + 3 * j * i + 2 * j + 0.3) + Math.sin(j * j + 3 * j * i + 2 * i + 0.3);
    const t = engine.tridiagonalize(rows, p);
    const { values, status } = engine.eigenvaluesQl(t);
    const ref = jacobiEigensystem(rows, p).values;
    let worst = 0;
    for (let i = 0; i < p; i++) worst = Math.max(worst, Math.abs(values[i] - ref[i]));
    if (!(worst < 1e-12) || status) console.log(p, worst, status);
    expect(status).toBe(0);
  }
});
