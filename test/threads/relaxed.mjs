// Run by relaxed.test.ts in a Node that has relaxed SIMD, and by its page in Chromium: engines with relaxed multiply-add, of one
// thread and of two, against the plain one.

/** Marsaglia 2003 (xorshift, 32 bits), uniform on (-1, 1). */
function generator(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

const CURVATURES = [
  (next) => next(),
  (next, i) => (i % 3 === 0 ? 0 : next()),
  (next, i) => next() * [1e150, 1e-150, 1, -1e-300][i % 4],
  () => 0,
];

function sampleCase(k) {
  const next = generator(k);
  const p = 1 + Math.floor(65 * (1 + next()));
  const n = 1 + Math.floor(65 * (1 + next()));
  const x = Float64Array.from({ length: n * p }, () => 3 * next());
  const g = Float64Array.from({ length: n }, (_, i) => CURVATURES[k % CURVATURES.length](next, i));
  return { p, n, x, g };
}

/** (1/n) sum |x g x| for each entry, row-major. */
function magnitudes({ p, n, x, g }) {
  const out = new Float64Array(p * p);
  for (let s = 0; s < n; s++) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) out[i * p + j] += Math.abs(x[s * p + i] * (g[s] / n) * x[s * p + j]);
    }
  }
  return out;
}

/**
 * The largest errors in units of their bounds. An entry of H has n terms of at most three roundings each and n additions, on either
 * side; an eigenvalue moves by a small multiple of p eps ||H||.
 */
export async function compareRelaxed({ Engine, hessianOf, symmetricEigenvalues, simulate, defineModel }) {
  const relaxed = await Engine.create({ simd: 'relaxed' });
  const together = await Engine.create({ simd: 'relaxed', threads: 2 });
  const worst = { hessian: 0, eigenvalues: 0 };
  let differing = 0;
  const largest = (values, bound) =>
    values.reduce((most, value, i) => Math.max(most, value === 0 ? 0 : value / bound(i)), 0);
  const sizes = [...Array(60).keys()].map(sampleCase);
  for (const sample of sizes) {
    const { p, n, x, g } = sample;
    const plain = await hessianOf(x, g);
    const size = magnitudes(sample);
    for (const engine of [relaxed, together]) {
      const found = await hessianOf(x, g, { engine });
      differing += found.some((value, i) => value !== plain[i]);
      const bound = (i) => 2 * (n + 3) * 2 ** -52 * size[i] + n * Number.MIN_VALUE;
      worst.hessian = Math.max(
        worst.hessian,
        largest(
          found.map((value, i) => Math.abs(value - plain[i])),
          bound,
        ),
      );
      const [expected, values] = [await symmetricEigenvalues(plain), await symmetricEigenvalues(plain, { engine })];
      const norm = Math.max(Math.abs(expected[0]), Math.abs(expected[p - 1]));
      const errors = values.map((value, i) => Math.abs(value - expected[i]));
      worst.eigenvalues = Math.max(
        worst.eigenvalues,
        largest(errors, () => 4 * p * 2 ** -52 * norm),
      );
    }
  }
  const model = defineModel({ features: 300, samples: 500, response: 'logistic', loss: 'logistic', mean: [1], w: [1] });
  const trials = {};
  for (const [name, engine] of Object.entries({ relaxed, together })) {
    const first = await simulate(model, { seed: 2, engine });
    const second = await simulate(model, { seed: 2, engine });
    trials[name] = [[...first.eigenvalues], [...second.eigenvalues]];
  }
  const plain = [...(await simulate(model, { seed: 2 })).eigenvalues];
  const kinds = [relaxed, together].map(({ simd, threads }) => `${simd} ${threads}`);
  for (const engine of [relaxed, together]) engine.dispose();
  return { kinds, worst, differing, comparisons: 2 * sizes.length, plain, trials };
}

if (globalThis.process?.argv[2]?.startsWith('file:')) {
  process.stdout.write(JSON.stringify(await compareRelaxed(await import(process.argv[2]))));
}
