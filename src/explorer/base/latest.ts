/** Runs a task on the newest input: one at a time, and of those that come meanwhile only the last. */

export class Latest<Input> {
  #busy = false;
  #next: { readonly input: Input } | null = null;

  constructor(private readonly task: (input: Input) => Promise<void>) {}

  async run(input: Input): Promise<void> {
    this.#next = { input };
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next) {
        const { input: newest } = this.#next as { readonly input: Input };
        this.#next = null;
        await this.task(newest);
      }
    } finally {
      this.#busy = false;
    }
  }
}
