import { expect } from 'vitest';

/** How often it is measured at most. */
const TRIES = 20;

/** How often before: what was not compiled yet takes longer. */
const WARM_UP = 3;

/** Sixteen is quadratic. */
const RATIO = 9;

/** Milliseconds, for the resolution of the clock. */
const RESOLUTION = 1;

/**
 * Four times as much takes about four times the processor time. What else the machine does makes a measurement longer and never
 * shorter, so the shortest of each is compared, until they fit or were measured often enough.
 *
 * @param work for so many letters, lines or stages
 */
export function expectLinear(work: (size: number) => () => unknown, size: number): void {
  const [small, large] = [work(size), work(4 * size)];
  let [short, long] = [Infinity, Infinity];
  for (let times = 0; times < WARM_UP; times++) small();
  for (let tries = 0; tries < TRIES; tries++) {
    short = Math.min(short, processorTime(small));
    long = Math.min(long, processorTime(large));
    if (long < RATIO * short + RESOLUTION) return;
  }
  expect.fail(`It took ${short} ms, and ${long} ms for four times as much.`);
}

function processorTime(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
