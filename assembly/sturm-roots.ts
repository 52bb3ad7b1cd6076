// All eigenvalues of a symmetric tridiagonal T from its Sturm sequence, eight shifts at a time (assembly/sturm-sequence.ts):
// faster than QR from orders of about 40 on, and accurate to a few units of roundoff of the norm.
//
// Work is a stack of brackets (assembly/bracket.ts) that are disjoint and hold all eigenvalues. The eight on top are evaluated
// together. An eigenvalue is accepted only between two shifts that are next to each other and were both evaluated, and
// since no two brackets overlap, eigenvalues come out in order.

import {
  BRACKET_BYTES,
  closeBracket,
  copyBracket,
  evaluations,
  holdsAny,
  isNarrow,
  narrow,
  nextShift,
  openBracket,
} from './bracket';
import {
  EVALUATION_BYTES,
  EXPONENTS,
  evaluateSequence,
  LANES,
  MINORS,
  sequenceBytes,
  writeSequence,
} from './sturm-sequence';

/** All eigenvalues lie strictly between its negative and itself. */
const BOUND: f64 = 1.0000001;

/** Evaluations allowed for an eigenvalue; 10 are usual, 60 for a cluster. */
const MOST_EVALUATIONS = 250;

/** Bytes of scratch that `eigenvaluesSturm` needs. */
export function eigenvaluesSturmWorkBytes(n: i32): usize {
  return sequenceBytes(n) + EVALUATION_BYTES + (LANES << 3) + usize(n) * BRACKET_BYTES;
}

/**
 * The eigenvalues of T (d: n, e: n - 1 elements, left as they are) of index `first` (inclusive) to `end` (exclusive), in ascending
 * order. A bracket never depends on others, so those that hold none of them are dropped, and the rest is the same to the bit.
 * Returns 0, or 1 if T is not finite or an eigenvalue was not found in the evaluations allowed: `values` are then not to be used.
 */
export function eigenvaluesSturm(values: usize, d: usize, e: usize, n: i32, first: i32, end: i32, work: usize): i32 {
  const evaluation = work + sequenceBytes(n);
  const shifts = evaluation + EVALUATION_BYTES;
  const stack = shifts + (LANES << 3);
  const scale = writeSequence(work, d, e, n);
  if (scale === 0) {
    memory.fill(values, 0, usize(end - first) << 3);
    return 0;
  }
  if (!(scale > 0)) return 1;

  memory.fill(shifts, 0, LANES << 3);
  store<f64>(shifts, -BOUND);
  store<f64>(shifts, BOUND, 8);
  evaluateSequence(evaluation, work, n, shifts);
  openBracket(
    stack,
    n,
    -BOUND,
    magnitudeOf(evaluation, 0),
    exponentOf(evaluation, 0),
    BOUND,
    magnitudeOf(evaluation, 1),
    exponentOf(evaluation, 1),
  );

  for (let top = stack + BRACKET_BYTES; top > stack; ) {
    const newest = top - BRACKET_BYTES;
    const active = min(LANES, i32((top - stack) / BRACKET_BYTES));
    for (let lane = 0; lane < active; lane++) {
      store<f64>(shifts + (usize(lane) << 3), nextShift(newest - usize(lane) * BRACKET_BYTES));
    }
    evaluateSequence(evaluation, work, n, shifts);
    for (let lane = 0; lane < active; lane++) {
      const bracket = newest - usize(lane) * BRACKET_BYTES;
      const at = usize(lane) << 3;
      const count = load<i32>(evaluation + (usize(lane) << 2));
      const magnitude = magnitudeOf(evaluation, lane);
      if (narrow(bracket, top, load<f64>(shifts + at), count, magnitude, exponentOf(evaluation, lane))) {
        if (holdsAny(top, first, end)) top += BRACKET_BYTES;
      }
      const isWanted = holdsAny(bracket, first, end);
      if (!isWanted || isNarrow(bracket)) {
        if (isWanted) closeBracket(values, bracket, 1 / scale, first, end);
        top -= BRACKET_BYTES;
        copyBracket(bracket, top);
      } else if (evaluations(bracket) > MOST_EVALUATIONS) {
        return 1;
      }
    }
  }
  return 0;
}

function magnitudeOf(evaluation: usize, lane: i32): f64 {
  return Math.abs(load<f64>(evaluation + (usize(lane) << 3), MINORS));
}

function exponentOf(evaluation: usize, lane: i32): i64 {
  return load<i64>(evaluation + (usize(lane) << 3), EXPONENTS);
}
