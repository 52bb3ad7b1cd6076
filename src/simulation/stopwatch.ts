/** Adds up the milliseconds of each stage. */
export class Stopwatch<Stage extends string> {
  readonly milliseconds: Record<Stage, number>;

  constructor(stages: readonly Stage[]) {
    this.milliseconds = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
  }

  /** Runs `work` and books its time. */
  measure<Result>(stage: Stage, work: () => Result): Result {
    const start = performance.now();
    const result = work();
    this.book(stage, performance.now() - start);
    return result;
  }

  book(stage: Stage, milliseconds: number): void {
    this.milliseconds[stage] += milliseconds;
  }
}
