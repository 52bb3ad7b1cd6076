/** An explanation in plain sentences. */

import type { EdgeMargin, ExplainedOutlier, Explanation, SilentSignal } from '../law/transitions/explanation';
import type { CriticalValue } from '../law/transitions/transition';
import { SIGNALS, type Signal } from '../model/model';
import { formatCosine, formatShort } from './format';
import { SIGNAL_NAMES } from './model-words';

/** What moves less than this is said not to move. */
const STILL = 5e-4;

/** A paragraph for the bulk, one for each outlier, one for each signal without an outlier. */
export function explanationWords(explanation: Explanation): string[] {
  const { law, outliers, silent } = explanation;
  return [
    bulkWords(explanation),
    ...outliers.map((outlier, k) => outlierWords(outlier, k, outliers.length)),
    ...(outliers.length === 0 && law.bulks.length > 0 ? ['There is no outlier.'] : []),
    ...silent.map(silentWords),
  ];
}

function bulkWords({ law }: Explanation): string {
  if (law.bulks.length === 0) return 'All eigenvalues are at zero.';
  const intervals = law.support.map(
    ([left, right]) => `${left === null ? '(-∞' : `[${number(left)}`}, ${right === null ? '∞)' : `${number(right)}]`}`,
  );
  const atom = law.atomAtZero > 0 ? `, and a share ${number(law.atomAtZero)} of them is at zero` : '';
  const sentence = `The bulk of the eigenvalues fills ${list(intervals)}${atom}.`;
  const [left, right] = [law.bulks[0].left, law.bulks[law.bulks.length - 1].right];
  const open = [left.location === null && 'left', right.location === null && 'right'].filter(Boolean);
  if (open.length === 0) return sentence;
  return `${sentence} It has no edge on the ${open.join(' or the ')}: a far eigenvalue there is a finite-size effect.`;
}

function outlierWords(outlier: ExplainedOutlier, k: number, count: number): string {
  const { location, side, edge, cause, alignment, influence } = outlier;
  const name = count > 1 ? `Outlier ${k + 1}, at ${number(location)},` : `The outlier at ${number(location)}`;
  const place = side === 'gap' ? 'in a gap of the bulk' : `on the ${side} of the bulk`;
  const words = [`${name} is ${place}, ${number(Math.abs(location - edge))} from its edge ${number(edge)}.`];
  if (cause.length === 1) words.push(`Its cause is ${the(cause[0])}.`);
  else if (cause.length > 1) {
    const shares = cause.map((signal) => `${the(signal)} (${percent(influence[signal]?.share ?? 0)})`);
    words.push(`Its cause is a mixture of ${list(shares)}.`);
  }
  for (const signal of SIGNALS) {
    const effect = influence[signal];
    if (!effect || (effect.displacement < STILL && !cause.includes(signal))) continue;
    const subject = `With ${the(signal)} decoupled from the curvatures`;
    if (effect.without === null) words.push(`${subject} it is gone.`);
    else if (effect.displacement >= STILL) words.push(`${subject} it is at ${number(effect.without)}.`);
  }
  const cosines = SIGNALS.filter((signal) => alignment[signal] !== undefined).map(
    (signal) => `${formatCosine(alignment[signal], 3)} with ${the(signal)}`,
  );
  words.push(`The squared cosine of its eigenvector is ${list(cosines)}.`);
  return words.join(' ');
}

function silentWords({ signal, why, norm, margin, criticalNorm, criticalAspectRatio }: SilentSignal): string {
  const subject = `${capitalized(the(signal))}, of norm ${number(norm)}, causes no outlier`;
  if (why === 'uncoupled') return `${subject}: the curvature does not depend on it.`;
  if (why === 'no edge') return `${subject}: the bulk has no edge that an outlier could pass.`;
  const words = [margin ? `${subject}: ${marginWords(margin)}.` : `${subject}.`];
  if (criticalNorm) words.push(`One would appear ${onSide(criticalNorm)} at the norm ${critical(criticalNorm)}.`);
  else words.push('No norm of it in the range searched would bring one out at this p/n.');
  if (criticalAspectRatio) {
    const samples = criticalAspectRatio.present === 'below' ? 'With more samples' : 'With fewer samples';
    words.push(`${samples} one would appear ${onSide(criticalAspectRatio)} at p/n = ${critical(criticalAspectRatio)}.`);
  } else words.push('Nor would any p/n in the range searched at this norm.');
  return words.join(' ');
}

function marginWords({ edge, side, margin }: EdgeMargin): string {
  const which = side === 'gap' ? 'the edge beside the gap' : `the ${side} edge`;
  return `at ${which} ${number(edge)} its margin to the threshold is ${number(margin)}`;
}

function critical({ value, present }: CriticalValue): string {
  return `${formatShort(value, 6)} (and be there ${present} it)`;
}

function onSide({ side }: CriticalValue): string {
  return side === 'gap' ? 'in a gap' : `on the ${side}`;
}

function the(signal: Signal): string {
  return signal === 'mean' ? 'the mean' : SIGNAL_NAMES[signal];
}

function capitalized(text: string): string {
  return text.startsWith('the ') ? `The ${text.slice(4)}` : text;
}

function number(value: number): string {
  return formatShort(value, 5);
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** "a", "a and b", "a, b and c". */
function list(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
