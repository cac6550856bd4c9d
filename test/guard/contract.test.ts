import { expect, test } from 'vitest';
import { Samples, exported } from './samples';
import * as library from '../../src';
import { Fit } from '../../src/guard/fits';
import { Inspection } from '../../src/guard/inspection';
import { Library } from '../../src/guard/library';
import { MissedMembers } from '../../src/guard/missed-members';
import { Member, parseMembers } from '../../src/guard/signatures';
import { SIGNATURES } from '../../src/guard/signatures.generated';

type Callable = (...values: unknown[]) => unknown;

/** What nobody means, for every parameter and every option. */
const WRONG: readonly unknown[] = [
  undefined, null, NaN, Infinity, 7, -1, true, '', 'nonsense', '\u202e', Symbol('x'), () => undefined, [], [undefined], [null], [[]], [7], ['x'], {},
  { nosuchoption: 1 }, { x: undefined }, Object.create(null), new Map([['x', 1]]), new Date(0), 7n,
];

/** Calls with one argument, or one option of an argument, that is wrong; the others are right as far as is known. */
function* callsOf(samples: Samples, parameters: readonly Member[]): Generator<unknown[]> {
  const right = () => parameters.map(({ type }) => samples.of(type));
  yield [];
  yield right();
  for (const [i, { type }] of parameters.entries()) {
    for (const wrong of WRONG) yield Object.assign(right(), { [i]: wrong });
    for (const option of optionsOf(type)) {
      for (const wrong of WRONG) yield Object.assign(right(), { [i]: { ...samples.of(type) as object, [option]: wrong } });
    }
  }
}

function optionsOf(type: string): string[] {
  const struct = Object.hasOwn(SIGNATURES.structs, type) ? SIGNATURES.structs[type] : undefined;
  return struct === undefined ? [] : [...parseMembers(struct.options).map(({ name }) => name), 'nosuchoption'];
}

const guarded = new Library(library as unknown as Record<string, unknown>, SIGNATURES);
const fit = new Fit(guarded);
const faultsOf = (parameters: string, values: unknown[]) =>
  new Inspection(guarded, new MissedMembers()).inspectArguments(parameters, values).faults.length;

/** What it throws that is no answer; the number of calls. */
function run(samples: Samples, parameters: string, call: (values: unknown[]) => unknown): { count: number; bad: string[] } {
  const bad: string[] = [];
  const fits = fit.createArgumentCheck(parameters);
  let count = 0;
  for (const values of callsOf(samples, parseMembers(parameters))) {
    count++;
    if (fits(values) && faultsOf(parameters, values) > 0) bad.push(`${parameters}: taken for right, and it is not`);
    try {
      call(values);
    } catch (error) {
      if (!isAnswer(error)) bad.push(`${parameters}: ${(error as Error).stack?.split('\n').slice(0, 4).join('\n')}`);
    }
  }
  return { count, bad: [...new Set(bad)] };
}

/** A refusal with an id, or the error of `constructs` or projen about a name that is taken. */
function isAnswer(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'Refusal' ? /^[a-z-]+\/[a-z-]+( |$)/m.test(message) : /^(There is already a Construct with name|Only root constructs may have an empty ID)/.test(message);
}

test.each(Object.entries(SIGNATURES.classes))('%s refuses what is wrong in every call, and never fails inside', (name, { create, statics = {}, methods = {} }) => {
  const samples = new Samples();
  const type = exported(name);
  const results = [
    ...(create === undefined ? [] : [run(samples, create, values => new (type as unknown as new (...values: unknown[]) => unknown)(...values))]),
    ...Object.entries(statics).map(([key, parameters]) => run(samples, parameters, values => (type[key] as Callable)(...values))),
    ...Object.entries(methods).map(([key, parameters]) => run(samples, parameters, values => {
      const object = samples.objectOf(name) as Record<string, Callable>;
      return object[key](...values);
    })),
  ];
  expect(results.flatMap(({ bad }) => bad)).toEqual([]);
  expect(results.every(({ count }) => count > 1)).toBe(true);
});

test('a class whose constructor is not public is not made without it', () => {
  const hidden = Object.entries(SIGNATURES.classes).filter(([, { create }]) => create === undefined).map(([name]) => name);
  expect(hidden.length).toBeGreaterThan(20);
  for (const name of hidden) expect(() => new (exported(name) as unknown as new () => unknown)()).toThrow(/^api\/no-constructor/);
});
