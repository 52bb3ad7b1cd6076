import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * The most memory that this process has held, in bytes. Linux hands the maximum that resourceUsage() tells down from the parent,
 * which is larger than a small process ever gets: so it is asked of the process's own memory where that can be done.
 */
export function peakBytes(): number {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) : null;
  return 1024 * (own ? Number(own[1]) : process.resourceUsage().maxRSS);
}
