import Ajv from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { _printJson } from '../../src/core';
import { Versions, _SECTIONS, _createVersionsSchema } from '../../src/versions';

const HEX = '0123456789abcdef'.repeat(4);
const GOOD: Record<string, unknown> = {
  ref: `alpine:3.23.4@sha256:${HEX}`,
  datasource: 'docker',
  depName: 'alpine',
  packageName: 'library/alpine',
  versioning: 'docker',
  version: '3.23.4',
  sha256: HEX,
  commit: HEX.slice(0, 40),
  h1: 'h1:caAbG4UfkKfKPE6b1fj5t4ep5qrwEis5AJu91ruvePw=',
  release: true,
  digest: HEX.slice(0, 40),
};
const KEYS = { images: 'alpine', packages: 'ALPINE_VERSION', actions: 'actions/checkout' };
const follows = new Ajv().compile(_createVersionsSchema());

function accepted(file: unknown): boolean {
  try { Versions.parse(JSON.stringify(file)); return true; } catch { return false; }
}

test.each(Object.entries(_SECTIONS))('every field of %s is accepted by the schema and by the reader', (name, { fields }) => {
  const file = { [name]: { [KEYS[name as keyof typeof KEYS]]: Object.fromEntries(Object.keys(fields).map(field => [field, GOOD[field]])) } };
  expect([follows(file), accepted(file)]).toEqual([true, true]);
});

test('schema and reader agree on any file', () => {
  const names = [...new Set(Object.values(_SECTIONS).flatMap(({ fields }) => Object.keys(fields))), 'other'];
  const value = fc.oneof(fc.constantFrom(...Object.values(GOOD)), fc.constantFrom('', 'a b', 'a"b', 'é', 'A:1', `a@sha256:${HEX}`, 1, null, false, {}, []));
  const fields = fc.oneof(
    { weight: 4, arbitrary: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 12 }).map(chosen => Object.fromEntries(chosen.map(name => [name, GOOD[name] ?? 'x']))) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...names), value) },
    { weight: 1, arbitrary: value },
  );
  const key = fc.oneof(fc.constantFrom(...Object.values(KEYS), 'a_b', 'A', '1', 'A_VERSION_', 'a/b/c', ''), fc.string());
  const file = fc.dictionary(fc.constantFrom('images', 'packages', 'actions', 'action', '$schema'), fc.oneof(fc.dictionary(key, fields, { maxKeys: 3 }), value));
  const seen = { good: 0, bad: 0 };
  fc.assert(fc.property(file, each => {
    seen[accepted(each) ? 'good' : 'bad']++;
    expect(accepted(each)).toBe(follows(each));
  }), { numRuns: 2000 });
  expect(seen.good).toBeGreaterThan(100);
  expect(seen.bad).toBeGreaterThan(100);
});

test('the schema that is published is that of the reader', async () => {
  await expect(_printJson(_createVersionsSchema())).toMatchFileSnapshot('../../docs/reference/versions.schema.json');
});

test('every field says in the schema what it is for', () => {
  expect(Object.values(_SECTIONS).flatMap(({ fields }) => Object.values(fields)).filter(({ purpose }) => purpose === '')).toEqual([]);
});
