import { expect } from 'vitest';

/** How often a step is measured at most. */
const TRIES = 10;

/** How often before: code that is not compiled yet takes longer. */
const WARM_UP = 3;

/** Sixteen is quadratic. */
const RATIO = 9;

/** Milliseconds, for the resolution of the clock. */
const RESOLUTION = 1;

/** How often the size is multiplied by four. The second step is only taken when the first one looks wrong. */
const STEPS = 2;

/**
 * Four times as much takes about four times the processor time.
 *
 * Other work of the machine makes a measurement longer and never shorter, so the shortest of each size is compared. One step may
 * all the same cross the size from which the garbage collector works with several threads; quadratic work fails at every step.
 *
 * @param work for so many letters, lines or stages
 */
export function expectLinear(work: (size: number) => () => unknown, size: number): void {
  const seen: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    const [short, long] = shortestTimes(work(size * 4 ** step), work(size * 4 ** (step + 1)));
    if (fits(short, long)) return;
    seen.push(`${short} ms, and ${long} ms for four times as much`);
  }
  expect.fail(`It took ${seen.join('; then ')}.`);
}

/** The shortest times of both, measured until they fit or were measured often enough. */
function shortestTimes(small: () => unknown, large: () => unknown): [number, number] {
  let [short, long] = [Infinity, Infinity];
  for (let times = 0; times < WARM_UP; times++) small();
  for (let tries = 0; tries < TRIES && !fits(short, long); tries++) {
    short = Math.min(short, processorTime(small));
    long = Math.min(long, processorTime(large));
  }
  return [short, long];
}

function fits(short: number, long: number): boolean {
  return long < RATIO * short + RESOLUTION;
}

function processorTime(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
