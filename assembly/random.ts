// NumPy's Generator(PCG64): raw 64-bit words, uniforms and normals, bit for bit.
//
// PCG64 (O'Neill 2014): the 128-bit state steps by s <- a s + b mod 2^128, and gives the exclusive or of its halves,
// rotated by its top 6 bits (XSL-RR). A stream is 32 bytes: state high, state low, increment high, increment low.
//
// Normals by the ziggurat of Marsaglia & Tsang (2000) with 256 layers. Of one word, bits 0-7 choose a layer, bit 8 the
// sign, and bits 9-60 the place in the layer; 98.8% of the normals need no more than that. Beyond the outermost layer
// (|x| > 3.65) and at the layers' slopes, log1p and exp come from AssemblyScript's own library rather than the host's C
// library: the acceptance is the same but for one draw in many millions, a tail value may differ in its last bit.
import { LAYER_HEIGHTS, LAYER_WIDTHS } from './ziggurat-tables';

/** Sign and layer, the low 9 bits of a word, choose a pair: k, as an integer, and w with the sign. */
const SIGNED_LAYERS: usize = memory.data(2 * 256 * 16, 64);

for (let choice: usize = 0; choice < 512; choice++) {
  const layer = LAYER_WIDTHS + ((choice & 0xff) << 4);
  const pair = SIGNED_LAYERS + (choice << 4);
  const width = load<f64>(layer, 8);
  store<u64>(pair, u64(load<f64>(layer)));
  store<f64>(pair, choice > 0xff ? -width : width, 8);
}

const MULTIPLIER_HIGH: u64 = (0x2360ed05 << 32) | 0x1fc65da4;
const MULTIPLIER_LOW: u64 = (0x4385df64 << 32) | 0x9fccf645;
const LOW_WORD: u64 = 0xffffffff;

const UNIFORM_STEP: f64 = 1.0 / 9007199254740992.0; // 2^-53
const TAIL_START: f64 = 3.6541528853610088;
const TAIL_START_INVERSE: f64 = 0.27366123732975828;

/** Starts `stream` from a 128-bit state and a 128-bit sequence number. */
export function pcg64Begin(stream: usize, stateHigh: u64, stateLow: u64, sequenceHigh: u64, sequenceLow: u64): void {
  store<u64>(stream, 0);
  store<u64>(stream, 0, 8);
  store<u64>(stream, (sequenceHigh << 1) | (sequenceLow >> 63), 16);
  store<u64>(stream, (sequenceLow << 1) | 1, 24);
  nextRaw(stream);
  const low = load<u64>(stream, 8) + stateLow;
  const carry = u64(low < stateLow);
  store<u64>(stream, load<u64>(stream) + stateHigh + carry);
  store<u64>(stream, low, 8);
  nextRaw(stream);
}

/** The high half of the 128-bit product of `low` and MULTIPLIER_LOW, out of 32-bit halves. */
function productHigh(low: u64): u64 {
  const a = low & LOW_WORD;
  const b = low >> 32;
  const c = MULTIPLIER_LOW & LOW_WORD;
  const d = MULTIPLIER_LOW >> 32;
  const middle = b * c + ((a * c) >> 32);
  const carried = (middle & LOW_WORD) + a * d;
  return b * d + (middle >> 32) + (carried >> 32);
}

/** The next 64 random bits. */
function nextRaw(stream: usize): u64 {
  const oldHigh = load<u64>(stream);
  const oldLow = load<u64>(stream, 8);
  const incrementLow = load<u64>(stream, 24);
  const low = oldLow * MULTIPLIER_LOW + incrementLow;
  const carry = u64(low < incrementLow);
  const cross = oldHigh * MULTIPLIER_LOW + oldLow * MULTIPLIER_HIGH;
  const high = productHigh(oldLow) + cross + load<u64>(stream, 16) + carry;
  store<u64>(stream, high);
  store<u64>(stream, low, 8);
  return rotr<u64>(high ^ low, high >> 58);
}

/** Uniform in [0, 1): the top 53 bits. */
function nextUniform(stream: usize): f64 {
  return f64(nextRaw(stream) >> 11) * UNIFORM_STEP;
}

/** `count` raw 64-bit words. */
export function fillRaw(out: usize, stream: usize, count: i32): void {
  for (let end = out + (usize(count) << 3); out < end; out += 8) store<u64>(out, nextRaw(stream));
}

/** `count` uniforms in [0, 1): Generator.random. */
export function fillUniforms(out: usize, stream: usize, count: i32): void {
  for (let end = out + (usize(count) << 3); out < end; out += 8) store<f64>(out, nextUniform(stream));
}

/**
 * `count` standard normals: Generator.standard_normal. The stream's state stays in registers until a normal needs more than
 * one word, and the inner loop calls nothing: a call in it would have the state spilled to memory at every step.
 */
export function fillNormals(out: usize, stream: usize, count: i32): void {
  const incrementHigh = load<u64>(stream, 16);
  const incrementLow = load<u64>(stream, 24);
  const end = out + (usize(count) << 3);
  while (out < end) {
    let high = load<u64>(stream);
    let low = load<u64>(stream, 8);
    let word: u64;
    do {
      high = productHigh(low) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH + incrementHigh;
      low = low * MULTIPLIER_LOW + incrementLow;
      high += u64(low < incrementLow);
      word = rotr<u64>(high ^ low, high >> 58);
      if (!isInside(word)) break;
      store<f64>(out, candidate(word));
      out += 8;
    } while (out < end);
    store<u64>(stream, high);
    store<u64>(stream, low, 8);
    if (out < end) {
      store<f64>(out, outsideRectangle(stream, word));
      out += 8;
    }
  }
}

/** The place in the layer: bits 9-60. A signed integer becomes a double at once. */
function placeOf(word: u64): i64 {
  return i64((word << 3) >> 12);
}

function layerOf(word: u64): usize {
  return SIGNED_LAYERS + ((usize(word) & 0x1ff) << 4);
}

/** The normal that `word` gives if it is inside the rectangle of its layer: nothing more to ask. */
function candidate(word: u64): f64 {
  return f64(placeOf(word)) * load<f64>(layerOf(word), 8);
}

function isInside(word: u64): bool {
  return placeOf(word) < load<i64>(layerOf(word));
}

/** The rare rest of a normal: `word` is outside the rectangle of its layer. Repeats until a word is accepted. */
function outsideRectangle(stream: usize, word: u64): f64 {
  do {
    const index = usize(word) & 0xff;
    if (index === 0) return nextTail(stream, ((word >> 17) & 1) !== 0);
    const heights = LAYER_HEIGHTS + (index << 3);
    const outer = load<f64>(heights);
    const height = (load<f64>(heights - 8) - outer) * nextUniform(stream) + outer;
    const x = candidate(word);
    if (height < Math.exp(-0.5 * x * x)) return x;
    word = nextRaw(stream);
  } while (!isInside(word));
  return candidate(word);
}

/** A normal beyond the outermost layer (Marsaglia 1964): exponentials by inversion until one is accepted. */
function nextTail(stream: usize, negative: bool): f64 {
  let beyond: f64;
  let height: f64;
  do {
    beyond = -TAIL_START_INVERSE * Math.log1p(-nextUniform(stream));
    height = -Math.log1p(-nextUniform(stream));
  } while (height + height <= beyond * beyond);
  return negative ? -(TAIL_START + beyond) : TAIL_START + beyond;
}
