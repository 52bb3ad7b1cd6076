/**
 * The real delta with 1 + g delta != 0 for every g in the support of nu, cut at delta = 0 and delta = infinity.
 *
 * With s = -1/delta they are the s outside the support. Each piece carries a coordinate tau on the whole line that follows
 * delta upwards and in which both ends are approached geometrically: what happens close to an end needs no finer steps.
 */

import type { CurvatureLaw } from '../curvature/curvature-law';

/** What delta tends to at an end of a piece: -1/g for g an end of the support of nu, zero, or plus or minus infinity. */
export type PieceEnd = 'curvature' | 'zero' | 'infinity';

export interface AdmissiblePiece {
  readonly start: PieceEnd;
  readonly end: PieceEnd;
  /** Whether delta can pass through zero from here: nu is bounded. */
  readonly bounded: boolean;
  /** delta at tau, increasing. */
  delta(tau: number): number;
  /** Where to look first: ascending, from one end to the other. */
  readonly grid: readonly number[];
}

/** How far log|distance to the end| is followed: to rounding, or to where only a bulk down to zero itself is left. */
const REACH: Readonly<Record<PieceEnd, number>> = { curvature: 27, zero: 27, infinity: 138 };
const SHORTEST_REACH = 6;
const STEP = 0.75;
const EVEN_STEPS = 12;
const GROWTH = 1.25;

export function admissiblePieces({ support, secondMoment, mean }: CurvatureLaw): AdmissiblePiece[] {
  // Any scale is right where g = 0 alone.
  const scale = (Number.isFinite(secondMoment) ? Math.sqrt(secondMoment) : Math.abs(mean)) || 1;
  const cuts = [Number.NEGATIVE_INFINITY, ...support.flat(), Number.POSITIVE_INFINITY];
  const bounded = Number.isFinite(cuts[1]) && Number.isFinite(cuts[cuts.length - 2]);
  const pieces: AdmissiblePiece[] = [];
  for (let i = 0; i < cuts.length; i += 2) {
    const [low, high] = [cuts[i], cuts[i + 1]];
    if (low < 0 && high > 0) pieces.push(piece(low, 0, scale, bounded), piece(0, high, scale, bounded));
    else if (low < high) pieces.push(piece(low, high, scale, bounded));
  }
  return pieces;
}

/** s between low and high, which have no opposite signs. `scale` is a typical |g|. */
function piece(low: number, high: number, scale: number, bounded: boolean): AdmissiblePiece {
  const unit = Number.isFinite(high - low) ? high - low : scale;
  return {
    start: endOf(low),
    end: endOf(high),
    bounded,
    delta: coordinate(low, high, unit),
    grid: gridBetween(reach(low, high, unit), reach(high, low, unit)),
  };
}

/** How far tau goes towards an end, given the distance from it at tau = 0. */
function reach(end: number, other: number, unit: number): number {
  const kind = endOf(end);
  // Rounding of s is relative to the end; large s are large beside the other end.
  if (kind === 'curvature') return Math.max(SHORTEST_REACH, REACH.curvature + Math.log(unit / Math.abs(end)));
  if (kind === 'zero') return REACH.zero + Math.max(0, Math.log(Math.abs(other) / unit));
  return REACH.infinity;
}

function coordinate(low: number, high: number, unit: number): (tau: number) => number {
  if (high === Number.POSITIVE_INFINITY) return (tau) => -1 / (low + unit * Math.exp(tau));
  if (low === Number.NEGATIVE_INFINITY) return (tau) => -1 / (high - unit * Math.exp(-tau));
  return (tau) => (tau < 0 ? -1 / (low + unit / (1 + Math.exp(-tau))) : -1 / (high - unit / (1 + Math.exp(tau))));
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
