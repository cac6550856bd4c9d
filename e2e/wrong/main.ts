/**
 * Puts wrong values into every argument, option and item that the programs of `e2e/hostile/programs` hand over, or leave out, synthesizes each of
 * them, and asks: refused by us, or accepted? Anything else, such as a TypeError from inside, is a failure.
 *
 *     npx tsx e2e/wrong/main.ts [--per-place N] [--seed S] [--part I/N] [--option NAME] [--value NAME]
 *
 * Without `--per-place`, every value is put into every place. Exit codes: 0 nothing is wrong, 1 something is.
 */
import { parseArgs } from 'node:util';
import { nameOf, Wrong, wrongsFor } from './values';
import { CALLABLES } from '../hostile/assembly';
import { Place, replaced } from '../hostile/intercept';
import { PROGRAMS, Program } from '../hostile/programs';
import { sample } from '../hostile/sample';
import { Sandbox } from '../hostile/sandbox';

/** A run: one value at one place. */
interface Pair { readonly program: Program; readonly slot: Place; readonly wrong: Wrong }

const sandbox = new Sandbox();
const known = new Map<string, unknown[]>();

/** The places of the right programs: for each option and each way to it the first one. */
function findPlaces(): { readonly program: Program; readonly slot: Place }[] {
  const found = new Map<string, { program: Program; slot: Place }>();
  for (const program of PROGRAMS) {
    const outcome = sandbox.run(program, run => replaced(slot => {
      const key = keyOf(slot, slot.value !== undefined);
      if (!found.has(key)) found.set(key, { program, slot });
      const type = nameOf(slot.type);
      const values = known.get(type) ?? [];
      known.set(type, values);
      if (slot.value !== undefined && !values.includes(slot.value)) values.push(slot.value);
      return undefined;
    }, run));
    if (outcome.kind !== 'written') throw new Error(`${program.name}: ${JSON.stringify(outcome)}`);
  }
  return [...found.values()].filter(({ slot }) => slot.value !== undefined || !found.has(keyOf(slot, true)));
}

/** The option and the way to it, whatever the index in a list. */
function keyOf({ option, place }: Place, isGiven: boolean): string {
  return `${option} ${place.replace(/\[\d+\]|\.\d+|\{\d+\}/g, '[]')} ${isGiven ? 'given' : ''}`;
}

/** An error of the user's own value, and those of the tree about names that are taken. */
const ALLOWED = /^Error: of the user|There is already a Construct with name|Only root constructs may have an empty ID/;

function main(): number {
  const { values } = parseArgs({
    options: {
      'per-place': { type: 'string' }, 'seed': { type: 'string' }, 'part': { type: 'string' }, 'option': { type: 'string' }, 'value': { type: 'string' },
    },
  });
  const places = findPlaces();
  const all = places.flatMap(({ program, slot }) => wrongsFor(slot).map((wrong): Pair => ({ program, slot, wrong })))
    .filter(({ slot, wrong }) => (values.option ?? slot.option) === slot.option && (values.value ?? wrong.name) === wrong.name);
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(values.part ?? '1/1')!;
  const { seed = '1', 'per-place': perPlace } = values;
  const chosen = perPlace === undefined ? all : sample(all, ({ program, slot }) => `${program.name} ${slot.call} ${slot.place}`, Number(perPlace), Number(seed));
  const pairs = chosen.filter((_, i) => i % Number(parts) === Number(part) - 1);
  const counts = { refused: 0, written: 0, threw: 0, slow: 0 };
  const failures = new Map<string, string[]>();
  const begun = Date.now();
  for (const [i, { program, slot, wrong }] of pairs.entries()) {
    const start = Date.now();
    const outcome = sandbox.run(program, run => replaced(
      each => (each.call !== slot.call || each.place !== slot.place ? undefined : { value: wrong.make(each, known.get(nameOf(each.type)) ?? []) }),
      run,
    ));
    const took = Date.now() - start;
    const place = `${slot.place}${slot.value === undefined ? ', left out' : ''}`;
    const label = `${slot.option} (${place}, "${program.name}"): ${wrong.name}`;
    if (took > 3000) { counts.slow++; console.log(`SLOW ${took} ms ${label}`); }
    const isAllowed = outcome.kind === 'threw' && ALLOWED.test(outcome.error);
    counts[isAllowed ? 'refused' : outcome.kind]++;
    const bad = outcome.kind === 'threw' && !isAllowed ? outcome.error.split('\n').slice(0, 3).join('\n').replace(/\d{4,}/g, '#')
      : outcome.kind === 'refused' && outcome.message.length > 30_000 ? 'a long message'
        : outcome.kind === 'refused' && outcome.left.length > 0 ? 'refused, and written'
          : outcome.kind === 'written' && outcome.outside.length > 0 ? 'written outside' : undefined;
    if (bad !== undefined) failures.set(bad, [...failures.get(bad) ?? [], label]);
    if (i % 500 === 499) process.stderr.write(`${i + 1} of ${pairs.length}, ${JSON.stringify(counts)}, ${failures.size} kinds of failures\n`);
  }
  for (const [bad, labels] of failures) console.log(`${bad}\n  ${labels.length}: ${labels.slice(0, 4).join('\n     ')}\n`);
  const called = new Set(places.map(({ slot }) => /^(?:new )?\S+/.exec(slot.place)![0]));
  const withArguments = CALLABLES.filter(({ description }) => (description.parameters ?? []).length > 0);
  const uncalled = withArguments.map(({ name }) => name).filter(name => !called.has(name));
  console.log(`not called: ${uncalled.join(', ')}`);
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${places.length} places, ${pairs.length} pairs, ${JSON.stringify(counts)}, ${failures.size} kinds of failures (${seconds} s)`);
  sandbox.end();
  return failures.size === 0 ? 0 : 1;
}

process.exitCode = main();
