import fc from 'fast-check';
import { DIGEST } from './facts';
import { _BaseFacts, _BaseFile, _BaseFileKind, _BaseProgram, _sortPackages } from '../../../src/bases';
import { Platform } from '../../../src/core';

/** Texts with what a line must escape, and bytes that are no UTF-8 as the reader of images keeps them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\\', ',', ';', '/', '>', '#', '!', '\u202e', '\u2028', '\udc80', '\ud800', '\0', '\x1b') }),
);
const word = text.filter(each => each !== '');
const name = word.map(each => each.replace(/[/\0]/g, '_')).filter(each => each !== '.' && each !== '..');

const texts = fc.array(text, { maxLength: 3 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const size = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const time = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const id = fc.nat({ max: 2 ** 32 - 2 });

const program: fc.Arbitrary<_BaseProgram> = fc.record({
  machineName: fc.oneof({ weight: 5, arbitrary: fc.constant('x86-64') }, word),
  bits: fc.constantFrom(32, 64),
  endianness: fc.constantFrom('little', 'big'),
  linkage: fc.constantFrom('static', 'static-pie', 'dynamic', 'library', 'unknown'),
  interpreter: optional(fc.oneof(fc.constant('/lib64/ld-linux-x86-64.so.2'), word)),
  needed: optional(fc.array(word, { maxLength: 3 })),
  maxAlignment: fc.constantFrom(0, 4096, 65_536, 2 ** 63),
  searchPath: optional(text),
  isGo: fc.constantFrom(true, undefined),
  isPacked: fc.constantFrom(true, undefined),
}, { requiredKeys: ['machineName', 'bits', 'endianness', 'linkage', 'maxAlignment'] });

const script = fc.record({ interpreter: word.map(each => each.replace(/ /g, '_')), argument: text });

const KINDS: readonly _BaseFileKind[] = ['file', 'file', 'file', 'directory', 'directory', 'symlink', 'character-device', 'block-device', 'fifo'];

const file: fc.Arbitrary<_BaseFile> = fc.constantFrom(...KINDS).chain(kind => fc.record({
  kind: fc.constant(kind),
  mode: fc.oneof(fc.constantFrom('0644', '0755', '0777'), fc.nat({ max: 0o7777 }).map(bits => bits.toString(8).padStart(4, '0'))),
  owner: optional(fc.oneof(fc.constant('0:0'), fc.tuple(id, id).map(ids => ids.join(':')))),
  sizeClass: kind === 'file' ? fc.integer({ min: 12, max: 53 }) : fc.constant(12),
  ...kind === 'symlink' ? { target: word } : {},
  ...kind === 'file' ? { hasCapabilities: fc.constantFrom(true, undefined), program: optional(program), script: optional(script) } : {},
}));

/** A tree: each file is put into one of the directories before it. */
const files = fc.tuple(file, fc.array(fc.tuple(name, file, fc.nat()), { maxLength: 30 })).map(([root, others]): ReadonlyMap<string, _BaseFile> => {
  const made = new Map<string, _BaseFile>([['/', { kind: 'directory', mode: root.mode, owner: root.owner, sizeClass: 12 }]]);
  const directories = [''];
  for (const [own, each, number] of others) {
    const path = `${directories[number % directories.length]}/${own}`;
    if (made.has(path)) continue;
    made.set(path, each);
    if (each.kind === 'directory') directories.push(path);
  }
  return made;
});

/** Facts of a base that no image has, but could. */
export const anyFacts: fc.Arbitrary<_BaseFacts> = fc.record({
  reference: fc.constantFrom(`python:3.13@${DIGEST}`, `registry.example:5000/a/b:1@${DIGEST}`),
  platform: fc.constantFrom(...Platform.names()),
  digest: optional(fc.constant(DIGEST)),
  layers: fc.array(fc.record({ diffId: fc.constant(DIGEST), compressedBytes: size, extractedBytes: size }), { maxLength: 3 }),
  config: fc.record({
    entrypoint: optional(texts),
    cmd: optional(texts),
    env: texts,
    user: text,
    workingDirectory: text,
    labels: fc.dictionary(text, text, { maxKeys: 3 }),
    volumes: texts,
    exposedPorts: texts,
    stopSignal: text,
    healthcheck: optional(fc.record({ test: texts, interval: time, timeout: time, startPeriod: time, startInterval: time, retries: time })),
    shell: optional(texts),
  }),
  os: optional(fc.record({ id: text, version: text, codename: text })),
  packages: optional(fc.record({
    database: fc.constantFrom('dpkg', 'apk'),
    installed: fc.array(fc.record({ name: text, version: text }), { maxLength: 4 }).map(_sortPackages),
  })),
  libraryDirectories: optional(texts),
  texts: fc.constant(new Map<string, string>()),
  files,
}).chain(facts => {
  const paths = [...facts.files].filter(([, { kind }]) => kind === 'file').map(([path]) => path);
  return fc.array(text, { maxLength: paths.length }).map(all => ({ ...facts, texts: new Map(all.map((each, i) => [paths[i], each])) }));
});
