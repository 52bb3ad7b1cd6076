/** Times and sizes for people. */

/** "0.8 s", "2 min 05 s", "3 h 20 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  const [small, large, unit, name] = seconds < 3600 ? [seconds, 60, 's', 'min'] : [seconds / 60, 60, 'min', 'h'];
  const whole = Math.round(small);
  return `${Math.floor(whole / large)} ${name} ${String(whole % large).padStart(2, '0')} ${unit}`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "12 MiB". */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)));
  return `${(bytes / 2 ** (10 * step)).toPrecision(3)} ${UNITS[step]}`;
}
