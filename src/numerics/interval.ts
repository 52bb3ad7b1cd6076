/** A closed interval; an end may be infinite, and a point is [x, x]. */
export type Interval = readonly [number, number];

export const LINE: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const HALF_LINE: Interval = [0, Number.POSITIVE_INFINITY];
