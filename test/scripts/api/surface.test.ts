import { expect, test } from 'vitest';
import type { ApiAssembly, ApiClass, ApiInterface, ApiParameter, ApiType } from '../../../scripts/api/assembly';
import { Api, describeViolations, surfaceRules } from '../../../scripts/api/surface';

const locationInModule = { filename: 'src/a.ts', line: 1 };
const docs = { summary: 'It is documented.' };
const parameter = (name: string, fqn?: string): ApiParameter => ({ name, docs, type: fqn === undefined ? { primitive: 'string' } : { fqn: `mine.${fqn}` } });
const truth = (name: string) => ({ name, docs, type: { primitive: 'boolean' } });
const struct = (name: string, properties: ApiParameter[] = []): ApiInterface => ({ kind: 'interface', datatype: true, fqn: `mine.${name}`, name, docs, locationInModule, properties });
const klass = (name: string, members: Partial<ApiClass> = {}): ApiClass => ({ kind: 'class', fqn: `mine.${name}`, name, docs, locationInModule, ...members });
const method = (name: string, ...parameters: ApiParameter[]) => ({ name, docs, parameters });

const inModule = (name: string, property: ApiParameter): ApiClass => (
  { ...klass(name, { properties: [property] }), name: name.replace(/.*\./, ''), namespace: name.replace(/\.[^.]*$/, '') }
);

function api(...types: ApiType[]): Api {
  const assembly: ApiAssembly = { name: 'mine', types: Object.fromEntries(types.map(type => [type.fqn, type])) };
  const theirs: ApiAssembly = { name: 'theirs', types: { TextFile: klass('TextFile'), Deep: { ...klass('Deep'), namespace: 'below' } } };
  return new Api(assembly, [theirs], name => ({ base: ['C#'], package: ['Java', 'Go'] })[name] ?? []);
}

test.each<[keyof typeof surfaceRules, string, ApiType[], string[]]>([
  ['options', 'a constructor that takes its props', [struct('AProps'), klass('A', { initializer: { parameters: [parameter('props', 'AProps')] } })], []],
  ['options', 'a constructor that takes options', [struct('AOptions'), klass('A', { initializer: { parameters: [parameter('options', 'AOptions')] } })],
    ['new A: options: AOptions']],
  ['options', 'a project that takes options', [struct('AProjectOptions'), klass('AProject', { initializer: { parameters: [parameter('options', 'AProjectOptions')] } })], []],
  ['options', 'a method that takes options', [struct('AOptions'), klass('A', { methods: [method('make', parameter('name'), parameter('options', 'AOptions'))] })], []],
  ['options', 'options that are not last', [struct('AOptions'), klass('A', { methods: [method('make', parameter('options', 'AOptions'), parameter('name'))] })],
    ['A.make: options: AOptions']],
  ['options', 'a method that takes props', [struct('AProps'), klass('A', { methods: [method('make', parameter('props', 'AProps'))] })], ['A.make: props: AProps']],
  ['options', 'a struct that is a thing', [struct('Problem'), klass('A', { methods: [method('report', parameter('problem', 'Problem'))] })], []],
  ['names', 'a name of its own', [klass('A'), klass('Deep')], []],
  ['names', 'the name of a type of projen', [klass('TextFile')], ['TextFile']],
  ['names', 'the same name in a module', [klass('A'), { ...klass('A'), fqn: 'mine.below.A' }], ['A', 'below.A']],
  ['modules', 'a type of the same module', [klass('below.A'), inModule('below.B', parameter('a', 'below.A'))], []],
  ['modules', 'a type of the library', [klass('A'), inModule('below.B', parameter('a', 'A'))], ['below.B: mine.A']],
  ['reserved', 'a word of C#, for which there is no package', [klass('A', { properties: [parameter('base')] })], []],
  ['reserved', 'a word of Java and Go', [klass('A', { methods: [method('package')] })], ['A.package: Java, Go']],
  ['parameters', 'what the compiler calls a pattern', [klass('A', { methods: [method('make', parameter('__0'))] })], ['A.make: __0']],
  ['documented', 'all that is called as everywhere', [klass('A', { initializer: { parameters: [{ name: 'scope', type: { primitive: 'any' } }] } })], []],
  ['documented', 'a parameter without a word', [klass('A', { methods: [method('make', { name: 'path', type: { primitive: 'string' } })] })], ['A.make: path']],
  ['documented', 'a member and a value of an enum without a word',
    [klass('A', { properties: [{ name: 'path', type: { primitive: 'string' } }] }), { kind: 'enum', fqn: 'mine.E', name: 'E', docs, locationInModule, members: [{ name: 'ONE' }] }],
    ['A.path', 'E.ONE']],
  ['booleans', 'a question, a verb and an option', [struct('AProps', [truth('link')]), klass('A', { properties: [truth('isRemote'), truth('expands'), truth('link')] })], []],
  ['booleans', 'a noun', [klass('A', { properties: [truth('release')] })], ['A.release']],
  ['booleans', 'a question that is given', [struct('AProps', [truth('isOpen')])], ['AProps.isOpen']],
])('%s: %s', (rule, _, types, expected) => {
  expect(surfaceRules[rule].check(api(...types))).toEqual(expected);
});

test('what breaks a rule is listed below its title', () => {
  expect(describeViolations(api(klass('A', { properties: [truth('release')] }), klass('TextFile')))).toEqual([
    'No two types have one name, nor has a type that of a type of constructs or projen:',
    '  TextFile',
    'A truth that an object tells is `isX`, `hasX` or a verb, or called like the option that it was made with; one that is given has no `is`:',
    '  A.release',
  ]);
});
