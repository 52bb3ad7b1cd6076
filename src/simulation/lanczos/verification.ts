/** Checks Ritz pairs against H itself: ||H v - lambda v|| by a multiplication, and how far the vectors are from orthonormal. */

import type { Kernels } from '../../wasm/kernels';
import { BLOCK_VECTORS, type BlockOperator } from './operator';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const SQUARE = BLOCK_VECTORS ** 2;

export class Verification {
  /** The block of the latest H V - V diag(lambda). */
  readonly residualBlock: number;
  readonly #kernels: Kernels;
  readonly #operator: BlockOperator;
  readonly #square: number;

  static bytes({ exports }: Kernels, order: number): number {
    return exports.blockBytes(order) + SQUARE * DOUBLE;
  }

  constructor(kernels: Kernels, operator: BlockOperator) {
    const { exports, arena } = kernels;
    this.#kernels = kernels;
    this.#operator = operator;
    this.residualBlock = arena.allocate(exports.blockBytes(operator.order));
    this.#square = arena.allocate(SQUARE * DOUBLE);
  }

  /** The norms ||H v - lambda v|| for the first vectors of the block at `v`, one for each of `values`. */
  async residuals(v: number, values: Float64Array): Promise<Float64Array> {
    const { exports, arena } = this.#kernels;
    await this.#operator.multiply(this.residualBlock, v);
    const negated = arena.view(this.#square, SQUARE).fill(0);
    for (const [k, value] of values.entries()) negated[k * (BLOCK_VECTORS + 1)] = -value;
    exports.blockExpand(this.residualBlock, v, this.#square, exports.paddedOrder(this.#operator.order));
    const gram = this.#gram(this.residualBlock, this.residualBlock);
    return values.map((_, k) => Math.sqrt(gram[k * (BLOCK_VECTORS + 1)]));
  }

  /** The largest entry of |V^T V - I| for the first `count` vectors of the blocks at `v`. */
  orthogonality(v: number, count: number): number {
    const stride = this.#kernels.exports.blockBytes(this.#operator.order);
    let worst = 0;
    for (let left = 0; left < count; left += BLOCK_VECTORS) {
      for (let right = left; right < count; right += BLOCK_VECTORS) {
        const gram = this.#gram(v + (left / BLOCK_VECTORS) * stride, v + (right / BLOCK_VECTORS) * stride);
        for (let i = 0; i < Math.min(BLOCK_VECTORS, count - left); i++) {
          for (let j = 0; j < Math.min(BLOCK_VECTORS, count - right); j++) {
            const unit = left + i === right + j ? 1 : 0;
            worst = Math.max(worst, Math.abs(gram[i * BLOCK_VECTORS + j] - unit));
          }
        }
      }
    }
    return worst;
  }

  #gram(a: number, b: number): Float64Array {
    const { exports, arena } = this.#kernels;
    const gram = arena.view(this.#square, SQUARE).fill(0);
    exports.blockGram(this.#square, a, b, exports.paddedOrder(this.#operator.order));
    return gram;
  }
}
