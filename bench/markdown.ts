/** Tables, and texts that hold a generated part. */

/** A Markdown table: the first column to the left, numbers to the right. */
export function formatTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll('|', '\\|'));
  const head = escaped(titles);
  const body = rows.map(escaped);
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

const MARKS = ['<!-- benchmarks: written by npm run bench:report -->', '<!-- end of benchmarks -->'] as const;

/** The text with what is between its marks replaced. @throws Error where the marks are not there once, in order */
export function withGeneratedPart(text: string, part: string): string {
  const [start, end] = MARKS.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start || MARKS.some((mark) => text.indexOf(mark) !== text.lastIndexOf(mark))) {
    throw new Error(`expected ${MARKS.join(' and ')}, each once`);
  }
  return `${text.slice(0, start + MARKS[0].length)}\n\n${part}\n\n${text.slice(end)}`;
}
