// The whole ABI. Managed signatures (strings, typed arrays) cross through as-bind; the rest are pure pointer kernels.
export { ARENA_BASE, arenaReserve } from './memory';
export { readVector, writeVector } from './transfer';
