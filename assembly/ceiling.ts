// The most multiply-adds that 128-bit SIMD can do here: a tile of 4 x 2 vectors that stays in registers, like the build's without
// the loads of X. What a build is measured against; no computation uses it.

import { multiplyAdd } from './multiply-add';

/** Steps between two visits to the loop outside. */
const STEPS: usize = 256;

/** Does count * 8192 multiplications and as many additions, on 4.2 kB of finite numbers at `work`, which it changes. */
export function multiplyAddCeiling(work: usize, count: i32): void {
  const x0 = v128.load(work);
  const x1 = v128.load(work, 16);
  const x2 = v128.load(work, 32);
  const x3 = v128.load(work, 48);
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let a2 = f64x2.splat(0);
  let a3 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let b2 = f64x2.splat(0);
  let b3 = f64x2.splat(0);
  const end = work + (STEPS << 4);
  for (let i = 0; i < 2 * count; i++) {
    for (let y = work; y < end; y += 16) {
      const left = v128.load_splat<f64>(y);
      const right = v128.load_splat<f64>(y, 8);
      a0 = multiplyAdd(x0, left, a0);
      b0 = multiplyAdd(x0, right, b0);
      a1 = multiplyAdd(x1, left, a1);
      b1 = multiplyAdd(x1, right, b1);
      a2 = multiplyAdd(x2, left, a2);
      b2 = multiplyAdd(x2, right, b2);
      a3 = multiplyAdd(x3, left, a3);
      b3 = multiplyAdd(x3, right, b3);
    }
  }
  const a = f64x2.add(f64x2.add(a0, a1), f64x2.add(a2, a3));
  const b = f64x2.add(f64x2.add(b0, b1), f64x2.add(b2, b3));
  v128.store(end, f64x2.add(a, b));
}
