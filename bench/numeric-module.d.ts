/** What the benches use of numeric.js, which has no types. */
declare module 'numeric' {
  const numeric: {
    mul(factor: number, row: readonly number[]): number[];
    dot(a: number[][], b: number[][]): number[][];
    transpose(a: number[][]): number[][];
    eig(a: number[][]): { lambda: { x: number[]; y?: number[] } };
  };
  export default numeric;
}
