/** The fenced code blocks of a Markdown text. */

export interface Block {
  readonly language: string;
  readonly code: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** @throws Error for a fence without a language, or one that is not closed */
export function codeBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = /^```\s*(\S*)\s*$/.exec(text);
    if (!fence) {
      open?.lines.push(text);
    } else if (open) {
      blocks.push({ language: open.language, code: open.lines.join('\n'), line: open.line });
      open = null;
    } else {
      if (fence[1] === '') throw new Error(`line ${index + 1}: a code block without a language`);
      open = { language: fence[1], line: index + 1, lines: [] };
    }
  }
  if (open) throw new Error(`line ${open.line}: a code block that is not closed`);
  return blocks;
}
