/** What can go wrong, as types a caller can tell apart. Each carries a stable `code`. */

/** An argument or a model that cannot be used: names what was expected and what came. */
export class ModelError extends TypeError {
  readonly code = 'ERR_MODEL';
  override readonly name = 'ModelError';

  constructor(
    readonly argument: string,
    readonly expected: string,
    readonly got: unknown,
  ) {
    super(`${argument}: expected ${expected}, got ${describe(got)}`);
  }
}

/** A function of the caller's that gave what it must not, with the point at which it did. */
export class FunctionError extends TypeError {
  readonly code = 'ERR_FUNCTION';
  override readonly name = 'FunctionError';

  constructor(
    /** Which function: 'loss.curvature', say. */
    readonly argument: string,
    readonly expected: string,
    /** The function's arguments. */
    readonly at: Readonly<Record<string, number>>,
    readonly got: unknown,
  ) {
    const point = Object.entries(at).map(([variable, value]) => `${variable} = ${value}`);
    super(`${argument}: expected ${expected}, got ${describe(got)} at ${point.join(', ')}`);
  }
}

/** More memory than the 4 GiB that WebAssembly can address, or than the host gives. */
export class MemoryError extends RangeError {
  readonly code = 'ERR_MEMORY';
  override readonly name = 'MemoryError';

  constructor(
    readonly needed: number,
    readonly available: number,
    advice?: string,
  ) {
    const shortage = `needs ${gibibytes(needed)} GiB of WebAssembly memory, ${gibibytes(available)} GiB can be had`;
    super(advice === undefined ? shortage : `${shortage}: ${advice}`);
  }
}

/** A loss that has no minimizer, as the samples can be separated: there is one for p / n below `threshold`, or with a ridge. */
export class MinimizerError extends RangeError {
  readonly code = 'ERR_MINIMIZER';
  override readonly name = 'MinimizerError';

  constructor(
    readonly aspectRatio: number,
    /** The p / n from which on there is no minimizer without a ridge. */
    readonly threshold: number,
    reason: string,
  ) {
    super(
      `no minimizer without a ridge: p / n = ${aspectRatio} is not below ${threshold} (${reason}); give at.minimizer a ridge > 0`,
    );
  }
}

/** A thread of an engine that did not start, or that ended before its time; the reason, where there is one, is in `cause`. */
export class ThreadError extends Error {
  readonly code = 'ERR_THREAD';
  override readonly name = 'ThreadError';

  constructor(
    what: string,
    advice: string,
    override readonly cause?: unknown,
  ) {
    super(`${what}: ${advice}`);
  }
}

/** An iteration that reached its bound without meeting its tolerance. */
export class ConvergenceError extends Error {
  readonly code = 'ERR_CONVERGENCE';
  override readonly name = 'ConvergenceError';

  constructor(
    readonly what: string,
    readonly iterations: number,
    readonly residual: number,
    advice: string,
  ) {
    super(`${what} did not converge in ${iterations} iterations (residual ${residual.toExponential(2)}): ${advice}`);
  }
}

/** A file that could not be read or written; the reason is in `cause`. */
export class FileError extends Error {
  readonly code = 'ERR_FILE';
  override readonly name = 'FileError';

  constructor(
    action: 'read' | 'write',
    readonly path: string,
    override readonly cause: unknown,
  ) {
    super(`cannot ${action} ${path}: ${reasonOf(cause)}`);
  }
}

/** Something optional that this call needs and that is not installed. */
export class DependencyError extends Error {
  readonly code = 'ERR_DEPENDENCY';
  override readonly name = 'DependencyError';

  constructor(
    readonly dependency: string,
    advice: string,
    override readonly cause?: unknown,
  ) {
    super(`needs ${dependency}: ${advice}`);
  }
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(2);
}

/** Node's system errors read "ENOENT: no such file or directory, open 'path'": keep what is between, the path is named. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return /^E[A-Z0-9]+: (.+?), \w+/.exec(cause.message)?.[1] ?? cause.message;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }
  return String(value);
}
