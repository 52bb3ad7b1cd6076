/**
 * Normals and uniforms as cheap as plain JavaScript can make them, for the baseline of a whole trial.
 *
 * Generator: xoshiro128++ (Blackman & Vigna, ACM Trans. Math. Softw. 47, 2021) on 32-bit integers. Normals: the ziggurat
 * (Marsaglia & Tsang, J. Stat. Softw. 5, 2000) with 128 layers, the layer and the value taken from disjoint bits of one
 * word. The values lie on a grid of 2^-24 of a layer's width: half the random bits of the library's own streams, which it
 * does not follow, so the baseline is given every advantage.
 */

const LAYERS = 128;
/** Where the tail begins, and the area of a layer, for 128 layers. */
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;
const GRID = 2 ** 24;

/** |j| < inside[i]: the point j * width[i] lies under the curve for sure. height[i] = exp(-x_i^2 / 2). */
const inside = new Int32Array(LAYERS);
const width = new Float64Array(LAYERS);
const height = new Float64Array(LAYERS);
{
  let x = TAIL;
  let previous = TAIL;
  const base = AREA / Math.exp(-0.5 * TAIL * TAIL);
  inside[0] = (TAIL / base) * GRID;
  inside[1] = 0;
  width[0] = base / GRID;
  width[LAYERS - 1] = TAIL / GRID;
  height[0] = 1;
  height[LAYERS - 1] = Math.exp(-0.5 * TAIL * TAIL);
  for (let i = LAYERS - 2; i >= 1; i--) {
    x = Math.sqrt(-2 * Math.log(AREA / x + Math.exp(-0.5 * x * x)));
    inside[i + 1] = (x / previous) * GRID;
    previous = x;
    height[i] = Math.exp(-0.5 * x * x);
    width[i] = x / GRID;
  }
}

export class FastRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    // SplitMix-like filling: four words, never all zero.
    let state = seed | 0;
    const word = () => {
      state = (state + 0x9e3779b9) | 0;
      let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return z ^ (z >>> 16);
    };
    this.#a = word();
    this.#b = word();
    this.#c = word();
    this.#d = word() | 1;
  }

  /** Uniform on [0, 1), 32 bits. */
  uniform(): number {
    return (this.#next() >>> 0) * 2 ** -32;
  }

  normal(): number {
    for (;;) {
      const bits = this.#next();
      const layer = bits & (LAYERS - 1);
      const j = bits >> 7;
      const x = j * width[layer];
      if ((j < 0 ? -j : j) < inside[layer]) return x;
      if (layer === 0) return this.#tail(j < 0);
      const y = height[layer] + this.uniform() * (height[layer - 1] - height[layer]);
      if (y < Math.exp(-0.5 * x * x)) return x;
    }
  }

  /** Beyond the base layer, by rejection from an exponential. */
  #tail(negative: boolean): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / TAIL;
      const y = -Math.log(1 - this.uniform());
      if (2 * y >= x * x) return negative ? -TAIL - x : TAIL + x;
    }
  }

  #next(): number {
    const a = this.#a;
    const b = this.#b;
    const sum = (a + this.#d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const c = this.#c ^ a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a = a ^ d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result;
  }
}
