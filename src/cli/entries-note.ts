/** What a law leaves out, said beside the output and not in it. */

import { hasFourthMoment } from '../model/entries';
import type { Model } from '../model/model';

/** To be called by the commands that show a law. */
export function noteEntries({ entries }: Model): void {
  if (entries.kind === 'gaussian') return;
  process.stderr.write(
    `Note: the law is that of Gaussian entries, which ${entries.kind} entries have in the limit only where mean, w and w* are ` +
      'spread over many coordinates (docs/universality.md)\n',
  );
  if (hasFourthMoment(entries)) return;
  process.stderr.write(
    'Note: these entries have no finite fourth moment: the largest and smallest eigenvalues leave the bulk as p grows, whatever the law says\n',
  );
}
