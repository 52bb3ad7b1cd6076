// The two operations of the inner loops. In the binary with relaxed SIMD each is one instruction, which a processor with fused
// multiply-add rounds once; elsewhere the product is rounded, too, and every engine gives the same bits.

/** sum + x y, of doubles. */
export function multiplyAdd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(x, y, sum);
  return f64x2.add(sum, f64x2.mul(x, y));
}

/** sum - x y, of doubles. */
export function multiplySubtract(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(x, y, sum);
  return f64x2.sub(sum, f64x2.mul(x, y));
}

/** sum + x y, of singles. */
export function multiplyAddSingle(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}
