/**
 * H = (1/n) sum_i d_i x_i x_i^T in typed arrays, as fast as plain JavaScript makes it.
 *
 * The samples come in chunks of at most CHUNK rows. A chunk is packed twice: into panels of 4 features, and, multiplied by
 * d_i / n, into panels of 3; a register tile of 4 x 3 sums in local variables then runs down both panels, front to back.
 * Only tiles that meet the lower triangle are computed. 4 x 3 was the fastest shape of those from 2 x 2 to 8 x 1 (4 x 4
 * spills registers: 0.94 of the speed).
 */

const TALL = 4;
const WIDE = 3;

/** Rows of a chunk. A panel of 120 x 4 doubles is no multiple of 4096 bytes, so panels spread over the cache's sets. */
export const CHUNK = 120;

/** A symmetric matrix of which the lower triangle counts: entry (i, j), j <= i, at `values[i * stride + j]`. */
export interface LowerMatrix {
  readonly values: Float64Array;
  readonly order: number;
  readonly stride: number;
}

/** Adds up d_i x_i x_i^T chunk by chunk; one instance serves any number of trials. */
export class HessianSum {
  /** The sum so far. Its stride is the order rounded up to whole tiles; what lies beyond the order is zero. */
  readonly matrix: LowerMatrix;
  /** The chunk to fill: row k is sample k and begins at k * matrix.stride. */
  readonly rows: Float64Array;
  /** d_i / n for each row of the chunk. */
  readonly weights = new Float64Array(CHUNK);
  readonly #tall: Float64Array;
  readonly #wide: Float64Array;

  constructor(features: number) {
    const stride = Math.ceil(features / (TALL * WIDE)) * TALL * WIDE;
    this.matrix = { values: new Float64Array(stride * stride), order: features, stride };
    this.rows = new Float64Array(CHUNK * stride);
    this.#tall = new Float64Array(CHUNK * stride);
    this.#wide = new Float64Array(CHUNK * stride);
  }

  reset(): void {
    this.matrix.values.fill(0);
  }

  /** Adds the first `count` rows of the chunk. */
  add(count: number): void {
    const { stride, values } = this.matrix;
    for (let k = 0; k < count; k++) {
      packRow(this.#tall, this.#wide, k, this.rows, k * stride, stride, this.weights[k]);
    }
    for (let i = 0; i < stride; i += TALL) {
      for (let j = 0; j < i + TALL; j += WIDE) {
        addTile(values, i * stride + j, stride, this.#tall, i * CHUNK, this.#wide, j * CHUNK, count);
      }
    }
  }
}

/** The whole sum for stored samples, in the buffers of `sum`: `x` is n x p, row-major. */
export function blockedHessian(
  x: Float64Array,
  weights: Float64Array,
  features: number,
  sum = new HessianSum(features),
): LowerMatrix {
  const samples = weights.length;
  sum.reset();
  for (let start = 0; start < samples; start += CHUNK) {
    const count = Math.min(CHUNK, samples - start);
    for (let k = 0; k < count; k++) {
      const from = (start + k) * features;
      sum.rows.set(x.subarray(from, from + features), k * sum.matrix.stride);
      sum.weights[k] = weights[start + k] / samples;
    }
    sum.add(count);
  }
  return sum.matrix;
}

function packRow(
  tall: Float64Array,
  wide: Float64Array,
  k: number,
  rows: Float64Array,
  from: number,
  stride: number,
  weight: number,
): void {
  for (let i = 0, to = k * TALL; i < stride; i += TALL, to += TALL * CHUNK) {
    tall[to] = rows[from + i];
    tall[to + 1] = rows[from + i + 1];
    tall[to + 2] = rows[from + i + 2];
    tall[to + 3] = rows[from + i + 3];
  }
  for (let j = 0, to = k * WIDE; j < stride; j += WIDE, to += WIDE * CHUNK) {
    wide[to] = weight * rows[from + j];
    wide[to + 1] = weight * rows[from + j + 1];
    wide[to + 2] = weight * rows[from + j + 2];
  }
}

/** h[at + r * stride + c] += sum_k tall[t + 4 k + r] * wide[w + 3 k + c], r < 4, c < 3. */
function addTile(
  h: Float64Array,
  at: number,
  stride: number,
  tall: Float64Array,
  t: number,
  wide: Float64Array,
  w: number,
  count: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  for (let k = 0; k < count; k++, t += TALL, w += WIDE) {
    const b0 = wide[w];
    const b1 = wide[w + 1];
    const b2 = wide[w + 2];
    const a0 = tall[t];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    const a1 = tall[t + 1];
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    const a2 = tall[t + 2];
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    const a3 = tall[t + 3];
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
  }
  h[at] += s00;
  h[at + 1] += s01;
  h[at + 2] += s02;
  at += stride;
  h[at] += s10;
  h[at + 1] += s11;
  h[at + 2] += s12;
  at += stride;
  h[at] += s20;
  h[at + 1] += s21;
  h[at + 2] += s22;
  at += stride;
  h[at] += s30;
  h[at + 1] += s31;
  h[at + 2] += s32;
}
