/** A small seeded generator (Marsaglia's xorshift32) for test inputs: independent of the engine under test. */
export class TestGenerator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** In (0, 1). */
  uniform(): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return (s >>> 0) / 2 ** 32;
  }

  /** Integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** In (-1, 1). */
  signed(): number {
    return 2 * this.uniform() - 1;
  }
}
