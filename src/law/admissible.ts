/**
 * The real delta with 1 + g delta != 0 for every g in the support of nu, cut at delta = 0 and delta = infinity.
 *
 * With s = -1/delta they are the s outside the support. Each piece carries a coordinate tau on the whole line that follows
 * delta upwards and in which both ends are approached geometrically: what happens close to an end needs no finer steps.
 */

import type { CurvatureLaw } from './curvature-law';

/** What delta tends to at an end of a piece: -1/g for g an end of the support of nu, zero, or plus or minus infinity. */
export type PieceEnd = 'curvature' | 'zero' | 'infinity';

export interface AdmissiblePiece {
  readonly start: PieceEnd;
  readonly end: PieceEnd;
  /** delta at tau, increasing. */
  delta(tau: number): number;
  /** From one end to the other, ascending: where to look first. */
  readonly grid: readonly number[];
}

/** How far log|distance to the end| is followed: to rounding, or to where only a bulk down to zero itself is left. */
const REACH: Readonly<Record<PieceEnd, number>> = { curvature: 27, zero: 27, infinity: 138 };
const STEP = 0.75;
const EVEN_STEPS = 12;
const GROWTH = 1.25;

export function admissiblePieces({ support, secondMoment, mean }: CurvatureLaw): AdmissiblePiece[] {
  // Of g = 0 alone any scale is right.
  const scale = (Number.isFinite(secondMoment) ? Math.sqrt(secondMoment) : Math.abs(mean)) || 1;
  const cuts = [Number.NEGATIVE_INFINITY, ...support.flat(), Number.POSITIVE_INFINITY];
  const pieces: AdmissiblePiece[] = [];
  for (let i = 0; i < cuts.length; i += 2) {
    const [low, high] = [cuts[i], cuts[i + 1]];
    if (low < 0 && high > 0) pieces.push(piece(low, 0, scale), piece(0, high, scale));
    else if (low < high) pieces.push(piece(low, high, scale));
  }
  return pieces;
}

/** Whether delta = 0 has admissible neighbors on both sides: nu is bounded. */
export function isBounded({ support }: CurvatureLaw): boolean {
  return Number.isFinite(support[0][0]) && Number.isFinite(support[support.length - 1][1]);
}

/** s between low and high, which have no opposite signs. */
function piece(low: number, high: number, scale: number): AdmissiblePiece {
  const start = endOf(low);
  const end = endOf(high);
  return { start, end, delta: coordinate(low, high, scale), grid: gridBetween(REACH[start], REACH[end]) };
}

function coordinate(low: number, high: number, scale: number): (tau: number) => number {
  if (high === Number.POSITIVE_INFINITY) {
    const unit = low === 0 ? scale : low;
    return (tau) => -1 / (low + unit * Math.exp(tau));
  }
  if (low === Number.NEGATIVE_INFINITY) {
    const unit = high === 0 ? scale : -high;
    return (tau) => -1 / (high - unit * Math.exp(-tau));
  }
  const width = high - low;
  return (tau) => (tau < 0 ? -1 / (low + width / (1 + Math.exp(-tau))) : -1 / (high - width / (1 + Math.exp(tau))));
}

function endOf(s: number): PieceEnd {
  if (s === 0) return 'infinity';
  return Number.isFinite(s) ? 'curvature' : 'zero';
}

function gridBetween(below: number, above: number): number[] {
  return [
    ...half(below)
      .map((tau) => -tau)
      .reverse(),
    0,
    ...half(above),
  ];
}

function half(reach: number): number[] {
  const points: number[] = [];
  for (let i = 1; i <= EVEN_STEPS; i++) points.push(i * STEP);
  for (let tau = EVEN_STEPS * STEP * GROWTH; tau < reach; tau *= GROWTH) points.push(tau);
  points.push(reach);
  return points;
}
