/** A value that can be watched. */

export class Signal<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  constructor(private current: Value) {}

  get value(): Value {
    return this.current;
  }

  set(value: Value): void {
    if (Object.is(value, this.current)) return;
    this.current = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  /** Calls `listener` now, and whenever the value changes. */
  watch(listener: (value: Value) => void): void {
    this.#listeners.add(listener);
    listener(this.current);
  }
}
