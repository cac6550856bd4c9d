import fc from 'fast-check';
import { mismatches } from './compare';
import { Attempt, documents } from './documents/document';
import { Oracle } from './oracle';
import { Frontend } from '../../src/dockerfile';

/** What random documents came to. */
export interface RandomReport {
  readonly documents: number;
  readonly instructions: number;
  /** How often something was refused, by its id. */
  readonly refused: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** Documents that are made at a time: while BuildKit reads one lot, the next is made. */
const LOT = 250;

/** Failures that are shrunk and shown. */
const SHOWN = 5;

/** Says random things, and asks BuildKit whether that is what it reads. */
export async function judgeRandom(oracles: readonly Oracle[], count: number, seed: number): Promise<RandomReport> {
  const refused = new Map<string, number>();
  const failures: string[] = [];
  let made = 0;
  let instructions = 0;
  let judged: Promise<void> = Promise.resolve();
  for (let lot = 0; made < count; lot++) {
    const lotSeed = seed + lot;
    const attempts = fc.sample(documents, { numRuns: Math.min(LOT, count - made), seed: lotSeed });
    await judged;
    judged = Promise.all(attempts.map(async (attempt, i) => {
      if (await isWrong(oracles, attempt) && failures.push('') <= SHOWN) failures[failures.length - 1] = await shrunk(oracles, lotSeed, i);
    })).then(() => undefined);
    for (const id of attempts.flatMap(attempt => attempt.refused)) refused.set(id, (refused.get(id) ?? 0) + 1);
    const kept = attempts.flatMap(attempt => attempt.made ?? []);
    made += kept.length;
    instructions += kept.reduce((sum, each) => sum + each.instructions, 0);
  }
  await judged;
  return { documents: made, instructions, refused, failures };
}

async function wrongs(oracles: readonly Oracle[], { made }: Attempt): Promise<string[]> {
  if (made === undefined) return [];
  const able = oracles.filter(({ frontend }) => Frontend.parse(frontend).compareTo(made.needs) >= 0);
  const found = await Promise.all(able.map(async oracle => mismatches(made, await oracle.ask(made.request)).map(wrong => `frontend ${oracle.frontend}: ${wrong}`)));
  return found.flat();
}

async function isWrong(oracles: readonly Oracle[], attempt: Attempt): Promise<boolean> {
  return (await wrongs(oracles, attempt)).length > 0;
}

/** The smallest document that is wrong in some way. */
async function shrunk(oracles: readonly Oracle[], seed: number, index: number): Promise<string> {
  const { counterexample, counterexamplePath } = await fc.check(
    fc.asyncProperty(documents, async attempt => !await isWrong(oracles, attempt)), { seed, path: `${index}`, numRuns: 1 },
  );
  if (counterexample === null) return `seed ${seed}, path ${index}: BuildKit read it otherwise once, and as said when asked again.`;
  const [attempt] = counterexample;
  const { text, args } = attempt.made!.request;
  return [
    `seed ${seed}, path ${counterexamplePath}`,
    ...await wrongs(oracles, attempt),
    `build arguments: ${JSON.stringify(args)}`,
    text,
  ].join('\n');
}
