/** A column of a table: numbers or text, null where there is nothing. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'text';
  readonly values: readonly (number | string | null)[];
}

/** One row of comma-separated values (RFC 4180), numbers so that they read back to the very same float64. */
export function csvRow(fields: readonly (number | string | null)[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
