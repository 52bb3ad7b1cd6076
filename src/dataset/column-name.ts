/** "column 3", or "column 3 (age)". */
export function columnName(names: readonly string[] | null, column: number): string {
  return names === null ? `column ${column}` : `column ${column} (${names[column]})`;
}
