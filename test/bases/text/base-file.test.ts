import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _readBaseFile, _writeBaseFile } from '../../../src/bases';
import { _Refusal } from '../../../src/core';
import { anyFacts } from '../support/any-facts';
import { DIGEST, DIRECTORY, FACTS } from '../support/facts';

const PATH = 'bases/python.linux-amd64.txt';
const TEXT = _writeBaseFile(FACTS, PATH);
const [SCHEMA, NOTE, DIGEST_LINE] = TEXT.split('\n');
const BODY = TEXT.split('\n').slice(3).join('\n');

/** A file whose digest is right, whatever is below it. */
function sign(body: string): string {
  return `${SCHEMA}\n${NOTE}\nsha256:${createHash('sha256').update(body).digest('hex')}\n${body}`;
}

/** Why a text is refused, in a few words; `read` if it is not. */
function refusal(text: string): string {
  try {
    _readBaseFile(text, PATH);
    return 'read';
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return `${error.problem.id} at ${error.problem.where}: ${error.problem.what}`.replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  }
}

test('a base is written as lines that a person can read', async () => {
  await expect(TEXT).toMatchFileSnapshot('../../golden/bases/python.linux-amd64.txt');
});

test('what is written is read as it was', () => {
  expect(_readBaseFile(TEXT, PATH)).toEqual(FACTS);
});

test('any facts are read as they were, and written in one way only', () => {
  fc.assert(fc.property(anyFacts, facts => {
    const text = _writeBaseFile(facts, 'base.txt');
    expect(_readBaseFile(text, 'base.txt')).toEqual(facts);
    const reversed = { ...facts, files: new Map([...facts.files].reverse()), texts: new Map([...facts.texts].reverse()) };
    expect(_writeBaseFile(reversed, 'base.txt')).toBe(text);
    expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\u2028\u202e]/);
    expect(Buffer.from(text).toString()).toBe(text);
  }), { numRuns: 150 });
});

test('line ends of Windows are read as those that were written', () => {
  expect(_readBaseFile(TEXT.replaceAll('\n', '\r\n'), PATH)).toEqual(FACTS);
});

test('a directory comes before what is in it', () => {
  const seen = new Set<string>(['']);
  for (const [path, { kind }] of _readBaseFile(TEXT, PATH).files) {
    expect(seen).toContain(path.slice(0, path.lastIndexOf('/')));
    if (kind === 'directory') seen.add(path === '/' ? '' : path);
  }
});

test('files with the same facts share them', () => {
  const { files } = _readBaseFile(TEXT, PATH);
  expect(files.get('/usr')).toBe(files.get('/etc'));
});

describe('a file is refused that', () => {
  test.each([
    ['is empty', '', `bases/schema at ${PATH}: ${PATH} is not a base file of this version of imagewright: its first line is "", not "imagewright-base 1".`],
    ['is of another schema', TEXT.replace(' 1\n', ' 2\n'), `bases/schema at ${PATH}: ${PATH} is not a base file of this version of imagewright: its first line is "imagewright-base 2", not "imagewright-base 1".`],
    ['is something else', '{"images": {}}', `bases/schema at ${PATH}: ${PATH} is not a base file of this version of imagewright: its first line is "{\\"images\\": {}}", not "imagewright-base 1".`],
    ['has a byte order mark', `\ufeff${TEXT}`, `bases/schema at ${PATH}: ${PATH} is not a base file of this version of imagewright: its first line is "\\ufeffimagewright-base 1", not "imagewright-base 1".`],
    ['has another note', TEXT.replace(NOTE, '# mine'), `bases/damaged at ${PATH}:2: Line 2 of the base file ${PATH} is not as imagewright writes it: "# mine".`],
    ['is cut', TEXT.slice(0, -10), expect.stringMatching(/^bases\/damaged at \S+: The base file \S+ was edited or cut: the digest of its lines is sha256:\w{8}, but line 3 is "sha256:\w{8}"\.$/)],
    ['is cut after its third line', `${SCHEMA}\n${NOTE}\n${DIGEST_LINE}`, expect.stringContaining('was edited or cut')],
    ['was edited', TEXT.replace('m4755', 'm0755'), expect.stringContaining('was edited or cut')],
    ['has conflict markers', TEXT.replace('os\t', '<<<<<<< ours\nos\t'), expect.stringContaining('was edited or cut')],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toEqual(message);
  });

  const MALFORMED = 'is not as imagewright writes it';
  const UNORDERED = 'is out of order';
  const NOWHERE = 'is in no directory of the list';
  const BASH = '\tx\ts21\teD\tnlibtinfo.so.6\tnlibc.so.6';
  const CADDY = '\tx\ts26\tcap\teS\ta65536\tgo';

  test.each([
    ['has an unknown heading', 'platform\t', 'colour\tred\nplatform\t', 'colour\tred', MALFORMED],
    ['has a heading twice', 'manifest\t', 'platform\tlinux/386\nmanifest\t', 'platform\tlinux/386', MALFORMED],
    ['has an unknown line of the configuration', ' user\tapp', ' user\tapp\n colour\tred', ' colour\tred', MALFORMED],
    ['escapes what needs no escape', 'EMPTY=', '\\u0045MPTY=', ' env\t\\u0045MPTY=', MALFORMED],
    ['has an escape that is none', 'EMPTY=', '\\q=', ' env\t\\q=', MALFORMED],
    ['has an escape beyond all characters', 'EMPTY=', '\\u{ffffff}=', ' env\t\\u{ffffff}=', MALFORMED],
    ['has packages out of order', ' bash\t5.2.37-2\n', ' zlib\t1\n', ' zlib\t1', MALFORMED],
    ['has a package without a version', ' bash\t5.2.37-2\n', ' bash\n', ' bash', MALFORMED],
    ['has a layer without a size', /( sha256:\w+)\t\d+\t\d+/, '$1', ` ${DIGEST}`, MALFORMED],
    ['has a size beyond all numbers', '32684709', '9007199254740993', ` ${DIGEST}\t9007199254740993\t78505765`, MALFORMED],
    ['has a directory in no directory', '/usr/bin/\n', '/usr/lib/a/\n', '/usr/lib/a/', NOWHERE],
    ['has a directory below a file', '/tmp/\tm1777', '/etc/passwd/a/', '/etc/passwd/a/', NOWHERE],
    ['leaves the root', '/dev/\n', '/../\n', '/../', NOWHERE],
    ['has no root', '/\n bin\tl\t>usr/bin\n entrypoint.sh\tx\t#!/bin/sh\n', '', '/dev/', NOWHERE],
    ['has files before a directory', '/\n bin', ' bin', ' bin\tl\t>usr/bin', MALFORMED],
    ['has the name ".."', ` bash${BASH}`, ` ..${BASH}`, ` ..${BASH}`, MALFORMED],
    ['has a name with a slash', ` bash${BASH}`, ` a/b${BASH}`, ` a/b${BASH}`, MALFORMED],
    ['has a name with a NUL', ` bash${BASH}`, ` a\\x00b${BASH}`, ` a\\x00b${BASH}`, MALFORMED],
    ['has a file without a name', ` bash${BASH}`, ` ${BASH}`, ` ${BASH}`, MALFORMED],
    ['has a name twice', ` caddy${CADDY}`, ` bash${CADDY}`, ` bash${CADDY}`, UNORDERED],
    ['has a directory twice', '/usr/\n', '/tmp/\n', '/tmp/', UNORDERED],
    ['has a file and a directory at one path', ' bin\tl\t>usr/bin', ' dev', '/dev/', 'names a path that is listed already'],
    ['has a mode that is none', 'm4755', 'm9755', ' passwd\tm9755\ts17\teD\tnlibc.so.6', MALFORMED],
    ['has the usual mode', 'm4755', 'm0644', ' passwd\tm0644\ts17\teD\tnlibc.so.6', MALFORMED],
    ['has an owner that no account has', 'o0:6', 'o0:4294967295', ' sda\tb\to0:4294967295', MALFORMED],
    ['has a size class beyond all files', 's17', 's99', ' passwd\tm4755\ts99\teD\tnlibc.so.6', MALFORMED],
    ['has a size class that is no number', 's17', 'sNaN', ' passwd\tm4755\tsNaN\teD\tnlibc.so.6', MALFORMED],
    ['has a link without a target', ' sh\tl\t>dash', ' sh\tl', ' sh\tl', MALFORMED],
    ['has a file with a target', '/etc/\n passwd', '/etc/\n passwd\t>shadow', ' passwd\t>shadow', MALFORMED],
    ['has a device with a size', ' full\tc', ' full\tc\ts20', ' full\tc\ts20', MALFORMED],
    ['has an attribute that is none', '/etc/\n passwd', '/etc/\n passwd\tqueer', ' passwd\tqueer', MALFORMED],
    ['has libraries of no program', '/etc/\n passwd', '/etc/\n passwd\tnlibc.so.6', ' passwd\tnlibc.so.6', MALFORMED],
    ['has attributes in another order', 'm4755\ts17', 's17\tm4755', ' passwd\ts17\tm4755\teD\tnlibc.so.6', MALFORMED],
    ['has a linkage that is none', '\teS', '\teX', ' caddy\tx\ts26\tcap\teX\ta65536\tgo', MALFORMED],
    ['has an alignment without end', 'a65536', 'a1e999', ' caddy\tx\ts26\tcap\teS\ta1e999\tgo', MALFORMED],
    ['has half of what is usual', '\t/lib64/ld-linux-x86-64.so.2\t4096', '', 'elf\tx86-64/64/little', MALFORMED],
    ['has a line that is nothing', '/tmp/', 'tmp/', 'tmp/\tm1777', MALFORMED],
  ])('%s, although its digest is right', (_, from, to, wrong, why) => {
    const text = sign(BODY.replace(from, to));
    const number = text.split('\n').indexOf(wrong) + 1;
    expect(number).toBeGreaterThan(0);
    expect(refusal(text)).toBe(`bases/damaged at ${PATH}:${number}: Line ${number} of the base file ${PATH} ${why}: ${JSON.stringify(wrong)}.`.replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1'));
  });

  test.each([
    ['a platform that is none', 'linux/amd64', 'linux/armv7', 'the platform "linux/armv7", which no image has'],
    ['a digest that is none', /manifest\t.*/, 'manifest\tmd5:00', 'the digest "md5:00", which no image has'],
    ['a reference that is none', /reference\t.*/, 'reference\tof me', 'the reference "of me", which no image has'],
    ['a size of 2^53', '32684709', '9007199254740992', 'the size "9007199254740992", which no image has'],
    ['a negative size', '32684709', '-1', 'the size "-1", which no image has'],
    ['an endless time', '30000000000', 'Infinity', 'the time or count of the health check "Infinity", which no image has'],
    ['another package database', 'packages\tdpkg', 'packages\trpm', 'the package database "rpm", which no image has'],
    ['the text of a missing file', 'text\t/etc/passwd', 'text\t/etc/zz', 'the text of "/etc/zz", which is not one of its files'],
    ['the text of a directory', 'text\t/etc/passwd', 'text\t/usr', 'the text of "/usr", which is not one of its files'],
  ])('has %s, although its digest is right', (_, from, to, what) => {
    expect(refusal(sign(BODY.replace(from, to)))).toBe(`bases/damaged at ${PATH}: The base file ${PATH} has ${what}.`);
  });

  test('lists no files', () => {
    expect(refusal(sign(BODY.slice(0, BODY.indexOf('elf\t'))))).toMatch(/ is missing: ""\.$/);
  });

  test('says what is usual for programs that it does not have', () => {
    const files = new Map([['/', DIRECTORY]]);
    const lines = _writeBaseFile({ ...FACTS, texts: new Map(), files }, PATH).split('\n').slice(3);
    const body = [...lines.slice(0, -2), 'elf\tmips/32/big\t\t4096', ...lines.slice(-2)].join('\n');
    expect(refusal(sign(body))).toMatch(/ is not what most programs of the list are: "elf\\tmips\/32\/big\\t\\t4096"\.$/);
  });

  test('does not end', () => {
    expect(refusal(sign(BODY.slice(0, -1)))).toMatch(/ is missing: ""\.$/);
  });
});

test.each(['bases/python.linux-arm64.txt', 'a\\bases\\python.linux-arm64.txt'])('a file that is named after another platform is refused: %s', path => {
  expect(() => _readBaseFile(TEXT, path)).toThrow(`The base file ${path} is about linux/amd64, not about linux/arm64.\n`);
});

test('a file with any other name is read', () => {
  expect(_readBaseFile(TEXT, 'bases/mine.txt').platform).toBe('linux/amd64');
});

test('a refusal says what to do', () => {
  expect(() => _readBaseFile(TEXT.slice(0, -1), PATH)).toThrow([
    '  Why: Checks would rely on files that the base image may not have.',
    '  Fix: Run `imagewright pin --bases`, which writes it again. If a merge left conflict markers in it, take either side first.',
  ].join('\n'));
});

/** Edits that a person, a merge or an attacker could make. */
const anyEdit = fc.tuple(fc.nat(), fc.nat({ max: 60 }), fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\n', '\t', ' ', '/', '/\n', '..', '\\', '\\u{10ffff}', '\\u{110000}', '\0', '9'.repeat(400), '/a'.repeat(5000), ' a\n'.repeat(100), 'elf\t\t\t\n', 'text\t/\n'),
));

test('any edit is refused, or changes nothing; none is answered with another error', () => {
  fc.assert(fc.property(anyFacts, fc.array(anyEdit, { minLength: 1, maxLength: 4 }), fc.boolean(), (facts, edits, isSigned) => {
    let text = _writeBaseFile(facts, PATH);
    if (isSigned) text = text.split('\n').slice(3).join('\n');
    for (const [start, length, inserted] of edits) {
      const at = start % (text.length + 1);
      text = `${text.slice(0, at)}${inserted}${text.slice(at + length)}`;
    }
    if (isSigned) text = sign(text);
    const said = refusal(text);
    // What is read is written again as it was.
    if (said === 'read') expect(_writeBaseFile(_readBaseFile(text, PATH), PATH)).toBe(text.replace(/\r\n/g, '\n'));
    else expect(said).toMatch(/^bases\/(?:schema|damaged|limit) /);
  }), { numRuns: 500 });
});
