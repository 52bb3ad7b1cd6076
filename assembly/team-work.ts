// What a team of threads does together: the build of H and its tridiagonalization.
//
// Row blocks of H do not depend on each other, neither in the build nor where a panel is applied: whoever is free takes the next
// one, from the longest down, and the bits are those of one thread. A v of the reduction is split into fixed shares of rows,
// one a member, and their sums are added up in a fixed order: its bits depend on the number of members and on nothing else.
import { hessianAccumulate } from './hessian';
import { hessianAccumulateSingle } from './hessian-single';
import { blockCount } from './packed';
import { applyPanelToBlock, clearBeyond, panelCoefficientBytes } from './panel';
import { stripBytes, stripMultiply, stripMultiplyRows } from './symmetric-multiply';
import { COMMAND, meet, resetNext, takeNext, teamMembers } from './team';
import {
  beginPanel,
  coefficientsOffset,
  finishRow,
  panelEnd,
  panelOffset,
  panelWidth,
  reflectRow,
  STRIP,
  tridiagonalizePanel,
  tridiagonalWorkBytes,
} from './tridiagonal';

const ACCUMULATE = 1;
const ACCUMULATE_SINGLE = 2;
const TRIDIAGONALIZE = 3;

/** Below this order one thread multiplies A v faster than several can agree to. */
const SHARED_ORDER = 192;

// The command's arguments, in words of the control block.

function setWord(team: usize, index: usize, value: usize): void {
  store<usize>(team + COMMAND + (index << 2), value);
}

function word(team: usize, index: usize): usize {
  return load<usize>(team + COMMAND + (index << 2));
}

/** The last words hold a double. */
const FACTOR: usize = COMMAND + 64;

/** Takes part in the next command as member `member` >= 1; returns when it is done. */
export function teamServe(team: usize, member: i32): void {
  meet(team, member);
  const command = word(team, 0);
  if (command === TRIDIAGONALIZE) serveTridiagonalize(team, member);
  else accumulateShare(team);
  meet(team, member);
}

/** Multiplications that one thread does before several have agreed to share them. */
const SHARED_MULTIPLICATIONS: i64 = 4_000_000;

function isWorthSharing(count: i32, first: i32, last: i32): bool {
  return i64(count) * 32 * (i64(last) * last - i64(first) * first) >= SHARED_MULTIPLICATIONS;
}

/** All members do what hessianAccumulate does. */
export function teamAccumulate(
  team: usize,
  matrix: usize,
  panels: usize,
  strips: usize,
  p: i32,
  count: i32,
  first: i32,
  last: i32,
): void {
  if (isWorthSharing(count, first, last)) accumulate(team, ACCUMULATE, matrix, panels, strips, p, count, first, last);
  else hessianAccumulate(matrix, panels, strips, p, count, first, last);
}

/** All members do what hessianAccumulateSingle does. */
export function teamAccumulateSingle(
  team: usize,
  matrix: usize,
  single: usize,
  strips: usize,
  factor: f64,
  count: i32,
  first: i32,
  last: i32,
): void {
  if (isWorthSharing(count, first, last)) {
    store<f64>(team + FACTOR, factor);
    accumulate(team, ACCUMULATE_SINGLE, matrix, single, strips, 0, count, first, last);
  } else {
    hessianAccumulateSingle(matrix, single, strips, factor, count, first, last);
  }
}

function accumulate(
  team: usize,
  command: i32,
  matrix: usize,
  panels: usize,
  strips: usize,
  p: i32,
  count: i32,
  first: i32,
  last: i32,
): void {
  setWord(team, 0, command);
  setWord(team, 1, matrix);
  setWord(team, 2, panels);
  setWord(team, 3, strips);
  setWord(team, 4, count);
  setWord(team, 5, first);
  setWord(team, 6, last);
  setWord(team, 7, p);
  resetNext(team);
  meet(team, 0);
  accumulateShare(team);
  meet(team, 0);
}

/** Row blocks (in single precision pairs of them) from the last down, as long as there are any. */
function accumulateShare(team: usize): void {
  const isSingle = word(team, 0) === ACCUMULATE_SINGLE;
  const matrix = word(team, 1);
  const panels = word(team, 2);
  const strips = word(team, 3);
  const count = i32(word(team, 4));
  const first = i32(word(team, 5));
  const last = i32(word(team, 6));
  const p = i32(word(team, 7));
  const factor = load<f64>(team + FACTOR);
  const step = isSingle ? 2 : 1;
  const steps = (last - first + step - 1) / step;
  for (let k = takeNext(team); k < steps; k = takeNext(team)) {
    const t = first + (steps - 1 - k) * step;
    const end = min(t + step, last);
    if (isSingle) hessianAccumulateSingle(matrix, panels, strips, factor, count, t, end);
    else hessianAccumulate(matrix, panels, strips, p, count, t, end);
  }
}

// The scratch of the team's reduction: that of one thread | for each other member a strip and coefficients.

function memberBytes(p: i32): usize {
  return stripBytes(p) + panelCoefficientBytes(2 * panelWidth(p));
}

function memberStrip(work: usize, p: i32, member: i32): usize {
  return work + tridiagonalWorkBytes(p) + usize(member - 1) * memberBytes(p);
}

function memberCoefficients(work: usize, p: i32, member: i32): usize {
  if (member === 0) return work + coefficientsOffset(p);
  return memberStrip(work, p, member) + stripBytes(p);
}

/** Bytes of scratch that `teamTridiagonalizePanel` needs, aligned to 64. */
export function teamTridiagonalWorkBytes(team: usize, p: i32): usize {
  return tridiagonalWorkBytes(p) + usize(teamMembers(team) - 1) * memberBytes(p);
}

/** All members do what tridiagonalizePanel does. */
export function teamTridiagonalizePanel(
  team: usize,
  d: usize,
  e: usize,
  matrix: usize,
  work: usize,
  p: i32,
  remaining: i32,
): i32 {
  if (remaining <= SHARED_ORDER) return tridiagonalizePanel(d, e, matrix, work, p, remaining);
  setWord(team, 0, TRIDIAGONALIZE);
  setWord(team, 1, matrix);
  setWord(team, 2, work);
  setWord(team, 3, p);
  setWord(team, 4, remaining);
  meet(team, 0);
  const order = beginPanel(matrix, work, p, remaining);
  for (let i = remaining - 1, columns = 0; i >= order; i--, columns += 2) {
    if (!reflectRow(d, e, matrix, work, p, i, columns)) break;
    if (i >= SHARED_ORDER) multiplyTogether(team, matrix, work, p, i);
    else stripMultiply(work + STRIP, matrix, i);
    finishRow(matrix, work, p, i, columns);
  }
  if (order > 0) {
    clearBeyond(work + panelOffset(p), order, 2 * panelWidth(p));
    resetNext(team);
    meet(team, 0);
    applyShare(team, 0, matrix, work, p, order);
  }
  meet(team, 0);
  return order;
}

/** What the other members do meanwhile: the same barriers in the same order. */
function serveTridiagonalize(team: usize, member: i32): void {
  const matrix = word(team, 1);
  const work = word(team, 2);
  const p = i32(word(team, 3));
  const remaining = i32(word(team, 4));
  const order = panelEnd(p, remaining);
  const strip = memberStrip(work, p, member);
  const stride = 2 * panelWidth(p);
  let v = work + panelOffset(p);
  for (let i = remaining - 1; i >= order && i >= SHARED_ORDER; i--, v += 128) {
    const first = shareStart(team, i, member - 1);
    const end = shareStart(team, i, member);
    meet(team, member);
    placeInStrip(strip, v, end, stride);
    stripMultiplyRows(strip, matrix, first, end);
    meet(team, member);
  }
  if (order > 0) {
    meet(team, member);
    applyShare(team, member, matrix, work, p, order);
  }
}

/**
 * The first row of share k of the rows below `order`, a multiple of 8: shares are equal parts of the triangle. Members 1, 2, ...
 * have the shares 0, 1, ..., member 0 the last one: its strip holds all of y.
 */
function shareStart(team: usize, order: i32, k: i32): i32 {
  const blocks = blockCount(order);
  return i32(Math.sqrt(f64(k) / f64(teamMembers(team))) * f64(blocks) + 0.5) << 3;
}

/** y = A v in the strip of member 0, who has v there; the others read it from its column of the panel. */
function multiplyTogether(team: usize, matrix: usize, work: usize, p: i32, order: i32): void {
  const strip = work + STRIP;
  const members = teamMembers(team);
  meet(team, 0);
  const all = strip + stripBytes(order);
  for (let xy = strip; xy < all; xy += 32) v128.store(xy, f64x2.splat(0), 16);
  stripMultiplyRows(strip, matrix, shareStart(team, order, members - 1), order);
  meet(team, 0);
  for (let member = 1; member < members; member++) {
    const end = strip + stripBytes(shareStart(team, order, member));
    let part = memberStrip(work, p, member);
    for (let xy = strip; xy < end; xy += 32, part += 32) {
      v128.store(xy, f64x2.add(v128.load(xy, 16), v128.load(part, 16)), 16);
    }
  }
}

/** x = v up to `end`, a multiple of 8, and y = 0. */
function placeInStrip(strip: usize, v: usize, end: i32, stride: i32): void {
  const all = strip + stripBytes(end);
  for (; strip < all; strip += 128, v += usize(stride) << 6) {
    for (let pair: usize = 0; pair < 4; pair++) {
      v128.store(strip + (pair << 5), v128.load(v + (pair << 4)));
      v128.store(strip + (pair << 5), f64x2.splat(0), 16);
    }
  }
}

/** Row blocks of A from the last down, as long as there are any. */
function applyShare(team: usize, member: i32, matrix: usize, work: usize, p: i32, order: i32): void {
  const blocks = blockCount(order);
  const panel = work + panelOffset(p);
  const coefficients = memberCoefficients(work, p, member);
  for (let k = takeNext(team); k < blocks; k = takeNext(team)) {
    applyPanelToBlock(matrix, panel, coefficients, blocks - 1 - k, 2 * panelWidth(p));
  }
}
