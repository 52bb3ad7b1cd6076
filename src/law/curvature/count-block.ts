/**
 * Many counts y by few: sums over a block of them by Gauss's rule for equidistant points, with a y between the counts at its
 * nodes, as long as what is summed is as smooth in y as that takes; else its halves, down to the counts themselves. Laws of
 * counts have long tails, in which a sum over each of them would take most of the time.
 */

import { NODES } from '../../numerics/gauss-legendre';
import { latticeRule } from '../../numerics/lattice-rule';
import { expectedError } from './panel';
import { type Curve, type MeasureBlock, MOMENTS, merged, type PointMass, type SignalMeasure } from './signal-measure';

/** The measures of the counts first <= y < end, smooth in y. */
export interface CountFamily {
  readonly first: number;
  readonly end: number;
  /** With P(y) as its mass. */
  readonly measure: (y: number) => SignalMeasure;
}

/** A block ends at this many times where it begins, since log-normal tails are smooth in log y. */
const GROWTH = 4;
/** Where blocks begin to be worth it. */
const FIRST_BLOCK = 2 * NODES;
/** Rounding of a block's terms. */
const NOISE = 3e-13;
/** Error of a block's sum, relative to the whole, that is rounding. */
const RESOLVED = 1e-15;

class CountBlock implements MeasureBlock {
  readonly measures: readonly SignalMeasure[];
  readonly isExact: boolean;
  readonly #family: CountFamily;
  #halves: readonly MeasureBlock[] | null = null;

  constructor(family: CountFamily) {
    this.#family = family;
    const { first, end, measure } = family;
    const count = end - first;
    this.isExact = count <= NODES;
    if (this.isExact) this.measures = Array.from({ length: count }, (_, k) => measure(first + k));
    else {
      const { nodes, weights } = latticeRule(count);
      this.measures = Array.from(nodes, (node, j) => scaled(measure(first + node), weights[j]));
    }
  }

  resolves(terms: Float64Array, whole: number): boolean {
    if (this.isExact) return true;
    const { first, end } = this.#family;
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    const { polynomials } = latticeRule(end - first);
    return expectedError(terms, NOISE * size, polynomials) <= RESOLVED * Math.max(whole, size);
  }

  halves(): readonly MeasureBlock[] {
    const { first, end, measure } = this.#family;
    const middle = (first + end) >> 1;
    this.#halves ??= [new CountBlock({ first, end: middle, measure }), new CountBlock({ first: middle, end, measure })];
    return this.#halves;
  }
}

/** The blocks that a family is divided into to begin with. */
export function blocksOf({ first, end, measure }: CountFamily): MeasureBlock[] {
  const blocks: MeasureBlock[] = [];
  for (let start = first; start < end; ) {
    const next = Math.min(start < FIRST_BLOCK ? Math.min(start + NODES, FIRST_BLOCK) : start * GROWTH, end);
    blocks.push(new CountBlock({ first: start, end: next, measure }));
    start = next;
  }
  return blocks;
}

/** The point masses of all the blocks: these sums over the counts depend on no pole, and are done once. */
export function pointsOf(blocks: readonly MeasureBlock[]): PointMass[] {
  return merged(blocks.flatMap((block) => (hasResolvedPoints(block) ? pointsIn(block) : pointsOf(block.halves()))));
}

function pointsIn({ measures }: MeasureBlock): PointMass[] {
  return merged(measures.flatMap(({ points }) => points));
}

function hasResolvedPoints(block: MeasureBlock): boolean {
  const { measures, isExact } = block;
  if (isExact) return true;
  return pointsIn(block).every(({ g }) => {
    const at = measures.map(({ points }) => points.find((point) => point.g === g)?.moments);
    return Array.from({ length: MOMENTS }, (_, k) => Float64Array.from(at, (moments) => moments?.[k] ?? 0)).every(
      (terms) => block.resolves(terms, 1),
    );
  });
}

function scaled({ points, curves }: SignalMeasure, factor: number): SignalMeasure {
  return {
    points: points.map(({ g, moments }): PointMass => ({ g, moments: moments.map((moment) => moment * factor) })),
    curves: curves.map(
      (curve): Curve => ({
        ...curve,
        g: (t) => curve.g(t),
        evaluate(t, out) {
          curve.evaluate(t, out);
          for (let k = 1; k <= MOMENTS; k++) out[k] *= factor;
        },
      }),
    ),
  };
}
