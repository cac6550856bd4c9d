import fc from 'fast-check';
import { WORDS } from './base-words';
import { Program, Stage, Step, accounts, given, items, user } from './program';

/** Paths of the bases, their links, and what is above, below and beside them. */
const path = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, { weight: 2, arbitrary: fc.constantFrom('/a', '/srv/a', '/opt/a/b', '/etc/a', '/usr/lib/a', '/var/a') });
const below = fc.tuple(path, fc.constantFrom('', '', '', '/a', '/a/b', '/..', '/../a')).map(parts => parts.join(''));
const source = fc.oneof({ weight: 4, arbitrary: fc.nat(5000) }, { weight: 3, arbitrary: path }, { weight: 1, arbitrary: fc.constantFrom('/', '/etc/', '/usr/../etc') });
const destination = fc.oneof({ weight: 3, arbitrary: below }, { weight: 4, arbitrary: below.map(each => `${each}/`) }, { weight: 1, arbitrary: fc.constantFrom('/', '.', 'a/', '../etc/') });

const copy = fc.record({ does: fc.constant('copy' as const), from: fc.nat(5), sources: fc.tuple(source), to: destination, given });
const text = fc.record({
  does: fc.constant('text' as const), names: fc.uniqueArray(fc.constantFrom('a', 'b', 'f'), { minLength: 1, maxLength: 1 }), to: destination, given,
});
const workdir = fc.record({ does: fc.constant('workdir' as const), path: below });
const change = fc.record({
  does: fc.constant('change' as const),
  command: fc.constantFrom('file', 'directory', 'link', 'remove', 'remove', 'chmod'),
  path,
  target: fc.oneof(path, fc.constantFrom('a', '../etc', '..')),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: copy }, { weight: 4, arbitrary: text }, { weight: 2, arbitrary: workdir }, { weight: 2, arbitrary: user },
  { weight: 1, arbitrary: accounts }, { weight: 1, arbitrary: change },
);

/** Programs over bases: the first stage starts from one, the others from one or from an earlier stage. */
export function createBasePrograms(references: readonly string[]): fc.Arbitrary<Program> {
  const base = fc.constantFrom(...references).map(reference => ({ reference }));
  const steps = fc.array(step, { minLength: 1, maxLength: 4 });
  const first: fc.Arbitrary<Stage> = fc.record({ base, steps });
  const next: fc.Arbitrary<Stage> = fc.record({ base: fc.oneof(fc.constantFrom(1, 2), base, fc.constant('scratch' as const)), steps });
  const stages = fc.tuple(first, fc.array(next, { maxLength: 1 })).map(([one, more]) => [one, ...more]);
  return fc.record({ tree: items, secret: fc.constant([]), stages });
}
