/** What was measured, beside a peer. */
export interface Row {
  readonly what: string;
  readonly milliseconds: number;
  readonly peer?: string;
  readonly peerMilliseconds?: number;
  /** Of memory, for each one, where that is told. */
  readonly bytes?: number;
}

/** How long is measured: `--quick` shows that all of it runs, and little more. */
export const IS_QUICK = process.argv.includes('--quick');

/** How often something small is measured. */
export const ROUNDS = IS_QUICK ? 20 : 300;

/** How long something runs before it is measured, so that it is compiled by then. In milliseconds. */
const WARM_UP = IS_QUICK ? 50 : 1_000;

/** Of the time that a call takes, in milliseconds. */
export function median(run: () => unknown, times = ROUNDS): number {
  return medians([run], times)[0];
}

/** The same for several, in turn, so that what else the machine does falls upon all of them. */
export function medians(runs: readonly (() => unknown)[], times: number): number[] {
  for (const run of runs) warmUp(run);
  const values = runs.map((): number[] => []);
  for (let round = 0; round < times; round++) {
    runs.forEach((run, i) => values[i].push(time(run)));
  }
  return values.map(middle);
}

/** Of one call, in milliseconds. */
export function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The one in the middle. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function warmUp(run: () => unknown): void {
  const end = performance.now() + WARM_UP;
  do run(); while (performance.now() < end);
}
