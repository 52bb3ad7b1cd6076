import type { Simd } from '../../src/index';

/** The name of the library somewhere else than in the process of the benches. */
export function variantName(place: string, simd: Simd): string {
  return `the same in ${place}${simd === 'plain' ? '' : `, ${simd} SIMD`}`;
}
