import { describe, expect, test } from 'vitest';
import { _findReferenceProblem, _hasSameName, _splitReference } from '../../src/core';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a reference is split as Docker does', () => {
  test.each([
    ['python', { domain: 'docker.io', path: 'library/python' }],
    ['docker.io/python', { domain: 'docker.io', path: 'library/python' }],
    ['index.docker.io/library/python', { domain: 'docker.io', path: 'library/python' }],
    ['a/b', { domain: 'docker.io', path: 'a/b' }],
    ['localhost/a', { domain: 'localhost', path: 'a' }],
    ['localhost:5000/a', { domain: 'localhost:5000', path: 'a' }],
    ['a.b/c', { domain: 'a.b', path: 'c' }],
    ['Registry/c', { domain: 'Registry', path: 'c' }],
    ['[::1]:5000/a:b', { domain: '[::1]:5000', path: 'a', tag: 'b' }],
    ['python:3.13', { domain: 'docker.io', path: 'library/python', tag: '3.13' }],
    [`registry:5000/a:1@${DIGEST}`, { domain: 'registry:5000', path: 'a', tag: '1', digest: DIGEST }],
    [`a@${DIGEST}`, { domain: 'docker.io', path: 'library/a', digest: DIGEST }],
  ])('%s', (text, parts) => {
    expect(_splitReference(text)).toEqual(parts);
    expect(_findReferenceProblem(text)).toBeUndefined();
  });
});

describe('what is not a reference gets a reason', () => {
  test.each([
    ['f'.repeat(64), 'the name of an image cannot be 64 hexadecimal digits'],
    ['Python', 'the name of a repository must be in lower case'],
    ['docker.io/a/B:C', 'the name of a repository must be in lower case'],
    ['', 'it is not of the form registry/name:tag@sha256:…'],
    ['a:b:c', 'it is not of the form registry/name:tag@sha256:…'],
    ['a//b', 'it is not of the form registry/name:tag@sha256:…'],
    ['https://a.b/c', 'it is not of the form registry/name:tag@sha256:…'],
    ['a.b:port/c', 'it is not of the form registry/name:tag@sha256:…'],
    ['a@', 'it is not of the form registry/name:tag@sha256:…'],
    [`a.b/${'c'.repeat(256)}`, 'a name has at most 255 characters'],
    ['a@sha256:00', 'the digest is not "sha256:" and 64 hexadecimal digits in lower case'],
    [`a@${DIGEST}\n`, 'the digest is not "sha256:" and 64 hexadecimal digits in lower case'],
  ])('%j', (text, problem) => {
    expect(_findReferenceProblem(text)).toBe(problem);
  });
});

test.each([
  ['moby/buildkit:v0.32.2', 'mirror.example.com:5000/hub/moby/buildkit:v0.33.0', true],
  ['node:24-alpine', 'docker.io/library/node@sha256:1', true],
  ['node:24-alpine', 'example.com/acme/my-node:24', false],
])('%s and %s: the same name is %s', (a, b, expected) => {
  expect(_hasSameName(a, b)).toBe(expected);
});
