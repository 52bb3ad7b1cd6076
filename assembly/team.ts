// A team of threads on one shared memory: how its members wait for each other.
//
// Member 0 is the caller's thread, the others serve (team-work.ts). Each is an instance of this module on the same memory. They
// meet at a barrier: the last to arrive opens it by raising the generation, the others wait for that, at first by looking and
// after some 0.1 ms asleep. All synchronisation is by sequentially consistent atomics on the words below, which also order
// the plain loads and stores around them: what a member wrote before a barrier is what all others read after it.
//
// Between two commands the serving members wait at the barrier that the next command opens: asleep, after those 0.1 ms.

/** Bytes of the control block, whose words lie on lines of their own. */
export const TEAM_BYTES: usize = 1024;

const GENERATION: usize = 0;
const BROKEN: usize = 4;
const MEMBERS: usize = 8;
const MAY_SLEEP: usize = 12;
const ARRIVED: usize = 64;
const SLEEPERS: usize = 128;
const NEXT: usize = 192;
/** Where a command and its arguments lie. */
export const COMMAND: usize = 256;

/** Looks at the generation before a member goes to sleep: 0.1 ms or so, more than members that all run are apart. */
const LOOKS = 50_000;

/** How long the caller waits for a member: a step of any size takes less, so after this one is dead. */
const PATIENCE_NANOSECONDS: i64 = 60_000_000_000;

/** How long a caller waits that cannot sleep (the main thread of a page): in looks, of about a nanosecond each. */
const PATIENCE_LOOKS: i64 = 60_000_000_000;

/** Prepares the control block, before any member serves. `maySleep`: whether the caller's thread may block. */
export function teamInitialize(team: usize, members: i32, maySleep: bool): void {
  memory.fill(team, 0, TEAM_BYTES);
  store<i32>(team + MEMBERS, members);
  store<i32>(team + MAY_SLEEP, i32(maySleep));
}

/** Lets every member that waits, now or later, trap: to be called where one of them has failed. */
export function teamBreak(team: usize): void {
  atomic.store<i32>(team + BROKEN, 1);
  atomic.add<i32>(team + GENERATION, 1);
  atomic.notify(team + GENERATION, -1);
}

export function teamMembers(team: usize): i32 {
  return load<i32>(team + MEMBERS);
}

/** Returns when all members have called it. */
export function meet(team: usize, member: i32): void {
  // In this order: whoever breaks the team after the second look changes the generation that the first one saw.
  const generation = atomic.load<i32>(team + GENERATION);
  if (atomic.load<i32>(team + BROKEN) !== 0) unreachable();
  if (atomic.add<i32>(team + ARRIVED, 1) === teamMembers(team) - 1) {
    atomic.store<i32>(team + ARRIVED, 0);
    atomic.add<i32>(team + GENERATION, 1);
    // A member that counted itself among the sleepers too late to be seen here finds the generation changed instead.
    if (atomic.load<i32>(team + SLEEPERS) > 0) atomic.notify(team + GENERATION, -1);
  } else {
    awaitChange(team, member, generation);
  }
  if (atomic.load<i32>(team + BROKEN) !== 0) unreachable();
}

function awaitChange(team: usize, member: i32, generation: i32): void {
  const maySleep = member > 0 || load<i32>(team + MAY_SLEEP) !== 0;
  const looks: i64 = maySleep ? LOOKS : PATIENCE_LOOKS;
  for (let look: i64 = 0; look < looks; look++) {
    if (atomic.load<i32>(team + GENERATION) !== generation) return;
  }
  if (!maySleep) unreachable();
  atomic.add<i32>(team + SLEEPERS, 1);
  while (atomic.load<i32>(team + GENERATION) === generation) {
    const outcome = atomic.wait<i32>(team + GENERATION, generation, member > 0 ? -1 : PATIENCE_NANOSECONDS);
    if (outcome === AtomicWaitResult.TIMED_OUT) unreachable();
  }
  atomic.sub<i32>(team + SLEEPERS, 1);
}

/** Starts the numbering of `takeNext`; to be followed by a barrier. */
export function resetNext(team: usize): void {
  atomic.store<i32>(team + NEXT, 0);
}

/** 0, 1, 2, ...: each number to one member only. */
export function takeNext(team: usize): i32 {
  return atomic.add<i32>(team + NEXT, 1);
}
