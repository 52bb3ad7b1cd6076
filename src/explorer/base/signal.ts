/** Values that can be watched, and tasks that follow them. */

/** A value that can be watched. */
export class Signal<Value> {
  #current: Value;
  readonly #listeners = new Set<(value: Value) => void>();

  constructor(initial: Value) {
    this.#current = initial;
  }

  get value(): Value {
    return this.#current;
  }

  set(value: Value): void {
    if (Object.is(value, this.#current)) return;
    this.#current = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  /** Calls `listener` now, and whenever the value changes. */
  watch(listener: (value: Value) => void): void {
    this.#listeners.add(listener);
    listener(this.#current);
  }
}

/** Runs a task on the newest input: one at a time, and of those that come meanwhile only the last. */
export class Latest<Input> {
  readonly #task: (input: Input) => Promise<void>;
  #busy = false;
  #next: { readonly input: Input } | null = null;

  constructor(task: (input: Input) => Promise<void>) {
    this.#task = task;
  }

  async run(input: Input): Promise<void> {
    this.#next = { input };
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next) {
        const { input: newest } = this.#next as { readonly input: Input };
        this.#next = null;
        await this.#task(newest);
      }
    } finally {
      this.#busy = false;
    }
  }
}
