// From a seed to a stream: NumPy's SeedSequence (M. E. O'Neill's seed_seq hash), so that
// numpy.random.PCG64(numpy.random.SeedSequence(seed, spawn_key=key)) gives the same numbers.
//
// The words of the seed (padded with zeros to 4 where a key follows) and of the key are hashed into a pool of 4 words;
// 8 words drawn from the pool give the generator's 128-bit state and increment. All arithmetic is modulo 2^32.
import { pcg64Begin } from './random';

const POOL_WORDS = 4;
const HASH_START: u32 = 0x43b0d7e5;
const HASH_STEP: u32 = 0x931e8875;
const DRAW_START: u32 = 0x8b51f9dd;
const DRAW_STEP: u32 = 0x58f38ded;
const MIX_LEFT: u32 = 0xca01f9dd;
const MIX_RIGHT: u32 = 0x4973f715;

/**
 * Starts `stream` (32 bytes).
 * @param entropy The seed's 32-bit words, the lowest first; zero is [0].
 * @param spawnKey The words of the key's integers, one after the other; may be empty.
 */
export function seedStream(stream: usize, entropy: Uint32Array, spawnKey: Uint32Array): void {
  // The pool borrows the stream's own memory until the stream begins.
  let constant = HASH_START;
  for (let i = 0; i < POOL_WORDS; i++) {
    store<u32>(stream + (i << 2), hash(wordAt(i, entropy, spawnKey), constant, HASH_STEP));
    constant *= HASH_STEP;
  }
  for (let from = 0; from < POOL_WORDS; from++) {
    for (let to = 0; to < POOL_WORDS; to++) {
      if (from === to) continue;
      mixInto(stream + (to << 2), hash(load<u32>(stream + (from << 2)), constant, HASH_STEP));
      constant *= HASH_STEP;
    }
  }
  const words = wordCount(entropy, spawnKey);
  for (let i = POOL_WORDS; i < words; i++) {
    for (let to = 0; to < POOL_WORDS; to++) {
      mixInto(stream + (to << 2), hash(wordAt(i, entropy, spawnKey), constant, HASH_STEP));
      constant *= HASH_STEP;
    }
  }
  const stateHigh = draw(stream, 0);
  const stateLow = draw(stream, 1);
  const sequenceHigh = draw(stream, 2);
  const sequenceLow = draw(stream, 3);
  pcg64Begin(stream, stateHigh, stateLow, sequenceHigh, sequenceLow);
}

/** Where the key's words begin: behind the seed's, and not before the pool is full. */
function keyStart(entropy: Uint32Array, spawnKey: Uint32Array): i32 {
  return spawnKey.length > 0 && entropy.length < POOL_WORDS ? POOL_WORDS : entropy.length;
}

function wordCount(entropy: Uint32Array, spawnKey: Uint32Array): i32 {
  return keyStart(entropy, spawnKey) + spawnKey.length;
}

/** Word i of the padded seed followed by the key; zero beyond the end. */
function wordAt(i: i32, entropy: Uint32Array, spawnKey: Uint32Array): u32 {
  if (i < entropy.length) return entropy[i];
  const k = i - keyStart(entropy, spawnKey);
  return k >= 0 && k < spawnKey.length ? spawnKey[k] : 0;
}

function hash(value: u32, constant: u32, step: u32): u32 {
  const product = (value ^ constant) * (constant * step);
  return product ^ (product >> 16);
}

function mixInto(target: usize, value: u32): void {
  const mixed = MIX_LEFT * load<u32>(target) - MIX_RIGHT * value;
  store<u32>(target, mixed ^ (mixed >> 16));
}

/** The pool's 64-bit output number `index`: 32-bit outputs 2 index (low) and 2 index + 1 (high), cycling over the pool. */
function draw(pool: usize, index: i32): u64 {
  let constant = DRAW_START;
  for (let i = 0; i < 2 * index; i++) constant *= DRAW_STEP;
  const at = pool + ((index & 1) << 3);
  const low = hash(load<u32>(at), constant, DRAW_STEP);
  const high = hash(load<u32>(at, 4), constant * DRAW_STEP, DRAW_STEP);
  return (u64(high) << 32) | u64(low);
}
