/** Doubles in the notation of Python's float.hex(), such as -0x1.8p+3: exact, and readable by any language. */

/** @throws SyntaxError where `text` is not of that notation. */
export function doubleOfHex(text: string): number {
  const match = /^(-?)0x([01])\.([0-9a-f]{1,13})p([+-]\d+)$/.exec(text);
  if (!match) throw new SyntaxError(`not a hexadecimal double: ${text}`);
  const [, sign, leading, fraction, exponent] = match;
  const significand = Number.parseInt(leading + fraction.padEnd(13, '0'), 16);
  return (sign ? -1 : 1) * significand * 2 ** -52 * 2 ** Number(exponent);
}
