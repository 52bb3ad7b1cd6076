/** What a law leaves out, said beside the output and not in it. */

import type { Model } from '../model';

/** To be called by the commands that show a law. */
export function noteEntries({ entries }: Model): void {
  if (entries.kind === 'gaussian') return;
  process.stderr.write(
    `Note: the law is that of Gaussian entries, which ${entries.kind} entries have in the limit only where mean, w and w* are ` +
      'spread over many coordinates (docs/universality.md)\n',
  );
}
