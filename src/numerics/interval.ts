/** A closed interval; an end may be infinite, and a point is [x, x]. */
export type Interval = readonly [number, number];
