import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { _Refusal } from '../../../src/core';
import { _listImagesToPin, _pinText, _readSyntax } from '../../../src/dockerfile';
import { anyText, unlessRefused } from '../any-text';

const digestOf = (name: string) => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)}`;

/** Pins a text, with the references that were asked for. */
async function pin(text: string, isUpdate = false) {
  const asked: string[] = [];
  const lookUp = async (name: string) => {
    asked.push(name);
    return digestOf(name);
  };
  return { asked, ...await _pinText(text, lookUp, { isUpdate }) };
}

/** `{name}` stands for the reference with its digest, `{name|end}` for its end. */
const withDigests = (text: string) => text.replace(/(?<!\$)\{([^}|]+)(?:\|([^}]+))?\}/g, (_, name: string, shown = name) => `${shown}@${digestOf(name)}`);

describe('a digest is put in, and every other byte stays', () => {
  test.each([
    ['FROM', 'FROM  --platform=$BUILDPLATFORM  a:1  as b \nRUN c\n', 'FROM  --platform=$BUILDPLATFORM  {a:1}  as b \nRUN c\n'],
    ['FROM with a port', 'FROM r:5000/a:1\n', 'FROM {r:5000/a:1}\n'],
    ['FROM without a tag', 'FROM r:5000/a\n', 'FROM {r:5000/a}\n'],
    ['FROM on several lines', 'FROM \\\n # which\n a:1 \\\n AS b\n', 'FROM \\\n # which\n {a:1} \\\n AS b\n'],
    ['# syntax=', '# syntax = docker/dockerfile:1 \r\nFROM scratch\r\n', '# syntax = {docker/dockerfile:1} \r\nFROM scratch\r\n'],
    ['# syntax= with options', '\ufeff# syntax=docker/dockerfile:1 a=b\nFROM scratch\n', '\ufeff# syntax={docker/dockerfile:1} a=b\nFROM scratch\n'],
    ['COPY --from', 'FROM scratch\nCOPY  --link --from=a:1 --chmod=755 /a /a\n', 'FROM scratch\nCOPY  --link --from={a:1} --chmod=755 /a /a\n'],
    ['RUN --mount', 'FROM scratch\nRUN --mount=type=bind,from=a:1,target=/a --mount=target=/b,from=b b\n', 'FROM scratch\nRUN --mount=type=bind,from={a:1},target=/a --mount=target=/b,from={b} b\n'],
    ['ONBUILD', 'FROM scratch\nONBUILD COPY --from=a:1 /a /a\n', 'FROM scratch\nONBUILD COPY --from={a:1} /a /a\n'],
    ['the default of an argument', 'ARG A=1\nARG B V=1\nFROM --platform=$A a:$V AS b\nFROM a:$V\n', 'ARG A=1\nARG B V={a:1|1}\nFROM --platform=$A a:$V AS b\nFROM a:$V\n'],
    ['the default of an argument that is a whole reference', 'ARG BASE=r:5000/a:1\nFROM ${BASE}\n', 'ARG BASE={r:5000/a:1}\nFROM ${BASE}\n'],
    ['the default of an argument that is a part of the name', 'ARG IMG=a:1\nFROM r:5000/$IMG\n', 'ARG IMG={r:5000/a:1|a:1}\nFROM r:5000/$IMG\n'],
    ['the default of an argument that is named in two ways', 'ARG BASE=a:1\nFROM $BASE AS b\nFROM ${BASE}\n', 'ARG BASE={a:1}\nFROM $BASE AS b\nFROM ${BASE}\n'],
    ['the default of an argument that completes two names of one image', 'ARG V=1\nFROM a:$V AS b\nFROM docker.io/library/a:${V}\n', 'ARG V={a:1|1}\nFROM a:$V AS b\nFROM docker.io/library/a:${V}\n'],
    ['# syntax= below #!', '#!/usr/bin/env build\n# syntax=docker/dockerfile:1\n# check=skip=all\nFROM a\n', '#!/usr/bin/env build\n# syntax={docker/dockerfile:1}\n# check=skip=all\nFROM {a}\n'],
    ['# syntax= below #!, above an instruction', '#!/b\n#  syntax = docker/dockerfile:1 a=b\nFROM a:1\n', '#!/b\n#  syntax = {docker/dockerfile:1} a=b\nFROM {a:1}\n'],
    ['one image many times', 'FROM a:1\nFROM a:1\nCOPY --from=a:1 /a /a\n', 'FROM {a:1}\nFROM {a:1}\nCOPY --from={a:1} /a /a\n'],
  ])('%s', async (_, before, after) => expect((await pin(before)).text).toBe(withDigests(after)));
});

test('stages, numbers and scratch are no images', async () => {
  const text = 'FROM scratch AS Build\nFROM build\nCOPY --from=BUILD /a /a\nCOPY --from=0 /b /b\nRUN --mount=from=build,target=/a b\n';
  expect(await pin(text)).toEqual({ text, asked: [], records: [] });
});

test('an argument whose default is a stage or scratch names no image', async () => {
  const text = 'ARG A=scratch\nARG B=build\nFROM $A AS build\nFROM $B\n';
  expect(await pin(text)).toEqual({ text, asked: [], records: [] });
});

test('two images of one argument are left to the user', async () => {
  const text = 'ARG V=1\nFROM a:$V\nFROM b:$V\n';
  expect((await pin(text)).records.map(({ left }) => left)).toEqual(Array(2).fill('it comes from the variable V, which other instructions also use'));
});

test('what will be looked up is known before, with the digests that are there', () => {
  const text = `ARG V=1\nFROM a:$V\nFROM b:2@${digestOf('x')}\nFROM a:1\nFROM $X\n`;
  expect(_listImagesToPin(text)).toEqual([{ name: 'a:1' }]);
  expect(_listImagesToPin(text, { isUpdate: true })).toEqual([{ name: 'a:1' }, { name: 'b:2', digest: digestOf('x') }]);
});

test('each reference is looked up once, and the lines are reported', async () => {
  const { asked, records } = await pin('FROM a:1\nFROM b:2 AS c\nFROM a:1\n');
  expect(asked).toEqual(['a:1', 'b:2']);
  expect(records).toEqual([
    { line: 1, reference: 'a:1', digest: digestOf('a:1') }, { line: 2, reference: 'b:2', digest: digestOf('b:2') }, { line: 3, reference: 'a:1', digest: digestOf('a:1') },
  ]);
});

describe('what is left to the user', () => {
  test.each([
    ['FROM $A\n', '$A', 'it comes from a variable'],
    ['ARG V\nFROM a:$V\n', 'a:$V', 'it comes from a variable', 2],
    ['ARG V=1\nARG V=2\nFROM a:$V\n', 'a:$V', 'it comes from a variable', 3],
    ['ARG V=1\nFROM a:$V-slim\n', 'a:$V-slim', 'it comes from a variable', 2],
    ['ARG V=1\nFROM a:${V:-2}\n', 'a:${V:-2}', 'it comes from a variable', 2],
    ['ARG TARGETARCH=a\nFROM $TARGETARCH\n', '$TARGETARCH', 'it comes from a variable', 2],
    ['ARG V="1"\nFROM a:$V\n', 'a:$V', 'the default of V is empty, or has quotes, variables or a continuation', 2],
    ['ARG A V=$A\nFROM a:$V\n', 'a:$V', 'the default of V is empty, or has quotes, variables or a continuation', 2],
    ['ARG V=\\\n1\nFROM a:$V\n', 'a:$V', 'the default of V is empty, or has quotes, variables or a continuation', 3],
    ['ARG V=1\nFROM a:$V\nARG V\nLABEL v=$V\n', 'a:$V', 'it comes from the variable V, which other instructions also use', 2],
    ['ARG V=1 W=$V\nFROM a:$V\n', 'a:$V', 'it comes from the variable V, which other instructions also use', 2],
    ['ARG V=1\nFROM --platform=$V a:$V\n', 'a:$V', 'it comes from the variable V, which other instructions also use', 2],
    ['FROM scratch\nRUN --mount=from=$A,target=/a b\n', '$A', 'it comes from a variable', 2],
    ['FROM a:\\\n1\n', 'a:1', 'it is continued on the next line'],
    ['FROM "a:1"\n', '"a:1"', 'it has quotes or escape characters'],
    ['FROM scratch\nCOPY --from="a:1" /a /a\n', 'a:1', 'it has quotes or escape characters', 2],
    ['FROM scratch\nRUN --mount=type=bind,"from=a:1",target=/a b\n', 'a:1', 'it has quotes or escape characters', 2],
  ])('%j', async (text, reference, left, line = 1) => expect(await pin(text)).toEqual({ text, asked: [], records: [{ line, reference, left }] }));

  test('an image that cannot be looked up, and no other', async () => {
    const lookUp = async (name: string) => {
      if (name === 'a:1') throw new _Refusal({ id: 'x/gone', what: 'There is no tag "1".', why: '', fix: '' });
      return digestOf(name);
    };
    expect(await _pinText('FROM a:1\nFROM b:1\n', lookUp)).toEqual({
      text: withDigests('FROM a:1\nFROM {b:1}\n'),
      records: [{ line: 1, reference: 'a:1', left: 'There is no tag "1".' }, { line: 2, reference: 'b:1', digest: digestOf('b:1') }],
    });
  });

  test('a digest that is none', async () => {
    expect((await _pinText('FROM a:1\n', async () => 'sha256:12')).records[0].left).toMatch(/ would be reported after the change$/);
  });

  test('any other exception is passed on', async () => {
    await expect(_pinText('FROM a:1\n', async () => { throw new Error('broken'); })).rejects.toThrow('broken');
  });
});

describe('a digest that is there', () => {
  const old = `@sha256:${'0'.repeat(64)}`;
  test('stays', async () => expect(await pin(`FROM a:1${old}\n`)).toMatchObject({ text: `FROM a:1${old}\n`, records: [] }));
  test('in the default of an argument stays', async () => expect((await pin(`ARG V=1${old}\nFROM a:$V\n`)).records).toEqual([]));
  test('in the default of an argument is replaced on request', async () => expect((await pin(`ARG V=1${old}\nFROM a:$V\n`, true)).text).toBe(withDigests('ARG V={a:1|1}\nFROM a:$V\n')));
  test('is replaced on request', async () => expect((await pin(`FROM a:1${old} AS b\n`, true)).text).toBe(withDigests('FROM {a:1} AS b\n')));
  test.each([
    ['r:5000/a', 'it has no tag that could be followed'],
    ['$A', 'it comes from a variable'],
  ])('stays without a tag, and an update says so: %s', async (reference, kept) => {
    const text = `FROM ${reference}${old}\n`;
    expect((await pin(text)).records).toEqual([]);
    expect(await pin(text, true)).toEqual({ text, asked: [], records: [{ line: 1, reference, before: old.slice(1), kept }] });
    expect(_listImagesToPin(text, { isUpdate: true })).toEqual([]);
  });
});

test('any text means the same apart from digests, and a second run changes nothing', async () => {
  const lines = fc.constantFrom(
    'FROM a:1\n', 'FROM a:$V\n', 'FROM docker.io/library/a:${V}\n', 'ARG V\n', 'FROM b AS c\n', 'from c\n', 'COPY --from=d:2 /a /a\n', 'RUN --mount=from=e,target=/a b\n', 'ONBUILD COPY --from=f /a /a\n', 'FROM \\\n', '# c\n', 'RUN <<E\nFROM a\nE\n',
  );
  const files = fc.tuple(fc.constantFrom('', '# syntax=docker/dockerfile:1\n', '#!/b\n# syntax=docker/dockerfile:1\n', '# escape=`\n', 'ARG V=1\n'), fc.array(lines, { maxLength: 10 })).map(([top, all]) => `${top}FROM a\n${all.join('')}`);
  await fc.assert(fc.asyncProperty(fc.oneof(files, anyText), async text => {
    if (unlessRefused(() => _readSyntax(text)) === undefined) return;
    const { text: pinned, records } = await pin(text);
    expect(pinned.replace(/@sha256:[\da-f]{64}/g, '')).toBe(text.replace(/@sha256:[\da-f]{64}/g, ''));
    expect(await pin(pinned)).toMatchObject({ text: pinned, records: records.filter(({ left }) => left !== undefined) });
  }), { numRuns: 300 });
});
