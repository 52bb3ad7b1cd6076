/** The command line of a script for Node: a wrong one is answered in one line, with exit code 2. */

import { type ParseArgsConfig, parseArgs } from 'node:util';

export function readFlags<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>>['values'] {
  try {
    return parseArgs(config).values;
  } catch (error) {
    if (!/^ERR_PARSE_ARGS/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // What follows the first sentence is advice on positional arguments, of which there are none.
    const [problem] = (error as Error).message.split(/[.\n]/);
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    return refuse(`${problem}: there are ${names.join(', ')}`);
  }
}

/** A flag that stands for a whole number. */
export function wholeNumber(flag: string, text: string, min: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min) return value;
  return refuse(`--${flag}: expected a whole number >= ${min}, got ${JSON.stringify(text)}`);
}

export function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
