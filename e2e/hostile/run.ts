import type { Experiment, Failure, Pair } from './experiment';
import type { Shapes } from './shapes';

/** How all of it went. */
export interface Report {
  readonly options: number;
  readonly places: number;
  readonly strings: number;
  readonly pairs: number;
  readonly refused: number;
  readonly accepted: number;
  readonly failures: readonly Failure[];
}

/** How many pairs wait for the oracle while others run. */
const WINDOW = 64;

/** Runs pairs. */
export async function runPairs(experiment: Experiment, shapes: Shapes, pairs: readonly Pair[], progress?: (done: number) => void): Promise<Report> {
  const counts = { written: 0, refused: 0, threw: 0 };
  const failures: Failure[] = [];
  const waiting: Promise<void>[] = [];
  for (const [i, pair] of pairs.entries()) {
    waiting.push(experiment.judge(shapes, pair).then(({ outcome, failures: found }) => { counts[outcome]++; failures.push(...found); }));
    if (waiting.length >= WINDOW) await Promise.all(waiting.splice(0));
    if (i % 500 === 499) progress?.(i + 1);
  }
  await Promise.all(waiting);
  return {
    options: new Set(pairs.map(({ slot }) => slot.option)).size,
    places: new Set(pairs.map(({ program, slot }) => `${program} ${slot.call} ${slot.place}`)).size,
    strings: new Set(pairs.map(({ string }) => string.name)).size,
    pairs: pairs.length,
    refused: counts.refused,
    accepted: counts.written,
    failures,
  };
}
