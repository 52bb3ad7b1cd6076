/** A data set of whole numbers over 64 by a formula: the same in test/reference/make-numpy-dataset.py. */

export function datasetFeatures(n: number, p: number): Float64Array {
  return Float64Array.from({ length: n * p }, (_, at) => {
    const [i, j] = [Math.floor(at / p), at % p];
    const whole = (i * 7919 + j * 104729 + i * j * 31 + (i % 17) * (j % 11) * 613) % 521;
    return ((whole - 260) / 64) * (1 + j / 8);
  });
}

export function datasetWeights(p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, j) => (((j * 37) % 13) - 6) / 128);
}

export function signLabels(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => ((i * 29) % 7 < 3 ? 1 : -1));
}

export function countLabels(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i * 29) % 7);
}
