/**
 * How long, in milliseconds, a test waits for what is known to come: a line, an event, a process's end. It only decides when a
 * test is given up, so it is long enough for a machine with twenty other things to do.
 */
export const PATIENCE = 600_000;
