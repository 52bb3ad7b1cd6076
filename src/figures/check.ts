/** A figure's verdict: predictions held against what was simulated, each with a tolerance that theory gives. */

import { formatNumber } from '../words/format';

export interface Check {
  readonly quantity: string;
  readonly predicted: number;
  readonly simulated: number;
  /** The largest |simulated - predicted| that agrees. */
  readonly tolerance: number;
  /** Where the tolerance comes from. */
  readonly basis: string;
  readonly holds: boolean;
}

export interface Verdict {
  readonly holds: boolean;
  readonly checks: readonly Check[];
  /** One line: the first check in numbers, how many agree, and what does not. */
  readonly line: string;
}

/** Of fluctuations: a Gaussian variable is this many standard deviations out once in 16 000 times. */
export const ERRORS = 4;

/** NaN never agrees. */
export function checkOf(
  quantity: string,
  values: { readonly predicted: number; readonly simulated: number; readonly tolerance: number },
  basis: string,
): Check {
  const { predicted, simulated, tolerance } = values;
  return { quantity, predicted, simulated, tolerance, basis, holds: Math.abs(simulated - predicted) <= tolerance };
}

/** `notes`: what the figure shows beside the checks, and what could not be judged. */
export function verdictOf(checks: readonly Check[], notes: readonly string[] = []): Verdict {
  const failed = checks.filter(({ holds }) => !holds);
  const holds = checks.length > 0 && failed.length === 0;
  const shown = failed.length > 0 ? failed : checks.slice(0, 1);
  const words = [
    ...shown.map(checkWords),
    `${checks.length - failed.length} of ${checks.length} checks agree`,
    ...notes,
  ];
  return { holds, checks, line: `${holds ? 'agrees' : 'DISAGREES'}: ${words.join('; ')}` };
}

function checkWords({ quantity, predicted, simulated, tolerance }: Check): string {
  return `${quantity} predicted ${formatNumber(predicted)}, simulated ${formatNumber(simulated)} (tolerance ${formatNumber(tolerance, 2)})`;
}
