import { Engine } from './engine';

let shared: Promise<Engine> | undefined;

/** The engine that calls without one share; they take turns on it. */
export function sharedEngine(): Promise<Engine> {
  shared ??= Engine.create();
  return shared;
}
