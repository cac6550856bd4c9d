import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { _KnownBaseRow, _findKnownBase } from '../../src/catalog';

const DIGEST = `@sha256:${'0'.repeat(64)}`;
const { bases } = JSON.parse(readFileSync(join(__dirname, '../../catalog/known-bases.json'), 'utf8')) as { bases: _KnownBaseRow[] };

test('every row says where it was read', () => {
  for (const { repositories, source } of bases) {
    expect(source.length, repositories.join()).toBeGreaterThan(0);
    for (const each of source) expect(each).toMatch(/^https:\/\//);
  }
});

test('every pattern of tags is one, and what a row is built on is known', () => {
  for (const { tags, on } of bases) {
    expect(() => new RegExp(`^(?:${tags})$`)).not.toThrow();
    if (on !== undefined) expect(_findKnownBase(on), on).toBeDefined();
  }
});

test.each([
  ['debian:trixie-slim', 'glibc'], ['docker.io/library/debian:12', 'glibc'], ['debian', 'glibc'], [`debian${DIGEST}`, 'glibc'], ['index.docker.io/debian:11', 'glibc'],
  ['alpine:3.23.4', 'musl'], [`alpine:3.20${DIGEST}`, 'musl'], ['node:24-alpine', 'musl'], ['node:24.3.0-alpine3.22', 'musl'], ['node:24-slim', 'glibc'],
  ['golang:1.26.3-alpine', 'musl'], ['golang:1.26.3', 'glibc'], ['python:3.13.1-slim-bookworm', 'glibc'],
  ['gcr.io/distroless/static:nonroot', 'none'], ['gcr.io/distroless/cc-debian13:latest', 'glibc'], ['cgr.dev/chainguard/wolfi-base', 'glibc'],
])('%s has the C library %s', (reference, libc) => {
  expect(_findKnownBase(reference)?.libc).toBe(libc);
});

test.each([
  'example.com/debian:12', 'acme/debian:12', 'node:6', 'node', 'golang:${GO_VERSION}-alpine', 'gcr.io/distroless/static:debug', 'scratch', 'python:2.7-slim',
])('nothing is known of %s', reference => {
  expect(_findKnownBase(reference)).toBeUndefined();
});

test.each([
  ['debian:12-slim', true], ['debian:trixie-20260824', true], ['debian:11', false], ['debian:bullseye-slim', false], ['debian:stable-20230109', false],
  ['ubuntu:18.04', false], ['ubuntu:24.04', true], ['fedora:44', true], ['node:24-slim', true], ['python:3.13-slim', true], ['alpine:3.20', false], ['alpine:3.23', false],
])('/bin of %s is known to be a link: %s', (reference, isLink) => {
  expect(_findKnownBase(reference)?.links?.['/bin'] !== undefined).toBe(isLink);
});

test.each([
  ['debian:trixie-slim', ['curl', 'wget']], ['node:24-slim', ['curl', 'wget']], ['node:24', []], ['alpine:3.23', ['bash', 'curl']], ['nginx:1.29-alpine', []],
])('%s is known to lack %j', (reference, lacks) => {
  expect(_findKnownBase(reference)?.lacks).toEqual(lacks);
});

test('what a row takes back is not known, although it is of the image below', () => {
  expect(_findKnownBase('debian:trixie-slim')).toHaveProperty('caCertificates', false);
  expect(_findKnownBase('postgres:18')?.caCertificates).toBeUndefined();
});

test('variables stand with those values that do not change', () => {
  expect(_findKnownBase('golang:1.27')?.environment).toEqual({
    PATH: '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', GOLANG_VERSION: null, GOTOOLCHAIN: 'local', GOPATH: '/go',
  });
});
