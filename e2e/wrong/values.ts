import * as library from '../../src';
import { TypeDescription, TypeReference, propertiesOf, typeOf } from '../hostile/assembly';
import type { Place } from '../hostile/intercept';

/** A value that is put in the place of a right one. */
export interface Wrong {
  readonly name: string;
  /** Makes it anew for each run. @param known the values that other programs handed over for this type */
  readonly make: (place: Place, known: readonly unknown[]) => unknown;
}

const always = (name: string, make: () => unknown): Wrong => ({ name, make });
const constant = (value: unknown, name = String(value)): Wrong => ({ name, make: () => value });

/** What has another kind than any option, and what is difficult to look at. */
const KINDS: readonly Wrong[] = [
  constant(undefined), constant(null), constant(true), constant(7), constant(7n, '7n'), constant('', 'an empty text'), constant('x'),
  always('a symbol', () => Symbol('x')), always('a function', () => () => undefined), always('a date', () => new Date(NaN)), always('a regular expression', () => /x/g),
  always('an empty list', () => []), always('[undefined]', () => [undefined]), always('[null]', () => [null]), always('[[]]', () => [[]]), always('[7]', () => [7]),
  // eslint-disable-next-line no-sparse-arrays -- a hole is what is meant
  always('a list with a hole', () => ['x', , 'x']), always('a list that is longer than its items', () => new Array(1e6)), always('a long list', () => new Array(20_000).fill('x')),
  always('{}', () => ({})), always('an unknown option', () => ({ nosuchoption: 1 })), always('options of another kind', () => ({ dockerignore: ['x'], sharing: 'locked' })),
  always('an object without a prototype', () => Object.create(null)), always('a frozen object', () => Object.freeze({ x: Object.freeze(['x']) })),
  always('an object with the name __proto__', () => JSON.parse('{"__proto__": {"x": "y"}, "constructor": "x"}')),
  always('an object that refers to itself', cyclic), always('a list that contains itself', cyclicList),
  always('an object that throws when it is read', () => ({ get x(): string { throw new Error('of the user'); } })),
  always('an object that throws whatever is done', () => new Proxy({}, throwing())), always('a list that throws whatever is done', () => new Proxy([], throwing())),
  always('a revoked proxy', revoked), always('an object whose text throws', () => ({ toString: () => { throw new Error('of the user'); } })),
  always('a promise', () => Promise.resolve('x')), always('a map', () => new Map([['x', 'y']])), always('a boxed text', () => Object('x')),
  constant(library.Platform, 'a class'), always('an object of another class', () => library.Size.kibibytes(1)), always('another object of another class', () => library.Platform.LINUX_386),
  always('an object that only has the class', () => Object.create(library.BuildStage.prototype)),
];

const NUMBERS: readonly Wrong[] = [
  NaN, Infinity, -Infinity, -1, 0, -0, 1, 1.5, 0.1, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 1e21, 1e308, 5e-324,
].map(value => constant(value, Object.is(value, -0) ? '-0' : String(value)));

/** What is a property of every object, or means something to a file system. */
const TEXTS: readonly Wrong[] = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '/', '.', '..', ' ', '0', '-1', 'NaN', 'x'.repeat(100_000), 'é', '😀', '\ud800']
  .map(text => constant(text, `the text ${text.length > 20 ? 'of 100,000 characters' : JSON.stringify(text)}`));

const LISTS: readonly Wrong[] = [
  { name: 'each item twice', make: ({ value }) => listOf(value).flatMap(each => [each, each]) },
  { name: 'in reverse', make: ({ value }) => [...listOf(value)].reverse() },
  { name: 'only the last', make: ({ value }) => listOf(value).slice(-1) },
  { name: 'a thousand times', make: ({ value }) => Array.from({ length: 1000 }, () => listOf(value)[0]) },
  { name: 'a text for a list', make: ({ value }) => listOf(value)[0] },
  { name: 'frozen', make: ({ value }) => Object.freeze([...listOf(value)]) },
];

/** Objects of other programs: of another project, of another image, and used by a synthesis before. */
const OBJECTS: readonly Wrong[] = [0, 1, 2, 3].map(i => ({ name: `an object of another program (${i + 1})`, make: (_, known) => known[Math.floor(i * (known.length - 1) / 3)] }));

/** What can be wrong with a place. */
export function wrongsFor({ type }: Place): readonly Wrong[] {
  const described = typeOf(type);
  return [
    ...KINDS,
    ...type.primitive === 'number' ? NUMBERS : [],
    ...type.primitive === 'string' ? TEXTS : [],
    ...type.primitive === 'boolean' ? [{ name: 'the opposite', make: ({ value }: Place) => value !== true }] : [],
    ...type.collection?.kind === 'array' ? LISTS : [],
    ...described?.kind === 'enum' ? membersOf(described) : [],
    ...described?.kind === 'class' || described?.kind === 'interface' && described.datatype !== true ? OBJECTS : [],
    ...described?.datatype === true ? structsFor(described) : [],
  ];
}

/** All members, and one that is misspelt. */
function membersOf({ name, namespace }: TypeDescription): Wrong[] {
  const space = library as unknown as Record<string, Record<string, unknown>>;
  const members = (namespace === undefined ? space : space[namespace] as unknown as typeof space)[name];
  return [
    ...Object.entries(members).map(([key, value]) => constant(value, key)), always('a misspelt member', () => members[`${Object.keys(members)[0]}X`]),
    constant(`${String(Object.values(members)[0])}x`, 'a misspelt value'),
  ];
}

/** The right options, and one that is misspelt or throws beside them. */
function structsFor(type: TypeDescription): Wrong[] {
  const [{ property } = { property: undefined }] = propertiesOf(type);
  return [
    { name: 'a misspelt option', make: ({ value }) => ({ ...value as object, [`${property?.name}s`]: true }) },
    { name: 'another getter', make: ({ value }) => Object.defineProperty({ ...value as object }, 'x', { enumerable: true, get: () => { throw new Error('of the user'); } }) },
    { name: 'an object of a class with all options', make: ({ value }) => Object.assign(new (class Options {})(), value) },
    { name: 'options that are inherited', make: ({ value }) => Object.create(value as object ?? null) },
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function cyclic(): object {
  const object: Record<string, unknown> = {};
  object.x = object;
  return object;
}

function cyclicList(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function throwing(): ProxyHandler<object> {
  return new Proxy({}, { get: () => () => { throw new Error('of the user'); } });
}

/** For the count of the known objects: what a type is called. */
export function nameOf({ primitive, fqn, collection }: TypeReference): string {
  return primitive ?? fqn ?? `${nameOf(collection!.elementtype)}${collection!.kind === 'array' ? '[]' : '{}'}`;
}
