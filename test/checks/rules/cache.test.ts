import { describe, expect, test } from 'vitest';
import { Platform, Severity } from '../../../src';
import { problemsOf } from '../../support/image';
import { imageOf, said } from '../existing';

describe('cache/content-gone', () => {
  const CACHE = '--mount=type=cache,target=/app/node_modules';
  const TARGET = '--mount=type=cache,target=/app/target';

  test.each([
    `FROM node:24 AS b\nWORKDIR /app\nRUN ${CACHE} npm ci\nFROM node:24\nCOPY --from=b /app/node_modules /app/node_modules`,
    `FROM node:24 AS b\nWORKDIR /app\nCOPY package.json .\nRUN ${CACHE} npm ci && npm run build\nFROM node:24\nCOPY --from=b /app /app`,
    `FROM node:24 AS b\nRUN ${CACHE} npm ci\nFROM node:24\nRUN --mount=type=bind,from=b,source=/app/node_modules,target=/n cp -a /n /x`,
    `FROM node:24\nWORKDIR /app\nRUN ${CACHE} npm ci\nRUN npm run build`,
    `FROM rust:1\nWORKDIR /app\nRUN ${TARGET} cargo build --release\nCMD ["/app/target/release/app"]`,
    `FROM rust:1\nWORKDIR /app\nRUN ${TARGET} cargo build --release\nENTRYPOINT ["./target/release/app"]`,
    'FROM rust:1\nWORKDIR /app\nRUN --mount=type=cache,target=target cargo build --release\nRUN cp target/release/app /bin/app',
    `FROM rust:1 AS b\nWORKDIR /app\nRUN ${TARGET} cargo build --release\nFROM b\nRUN strip target/release/app`,
  ])('%s', lines => expect(said('cache/content-gone', lines)).toHaveLength(1));

  test.each([
    'FROM node:24 AS b\nWORKDIR /app\nRUN --mount=type=cache,target=/root/.npm npm ci\nFROM node:24\nCOPY --from=b /app/node_modules /app/node_modules',
    'FROM node:24 AS b\nWORKDIR /app\nRUN --mount=type=cache,target=/app/.next/cache npm run build\nFROM node:24\nCOPY --from=b /app /app',
    `FROM node:24 AS b\nWORKDIR /app\nRUN ${CACHE} npm ci && cp -a node_modules /out\nFROM node:24\nCOPY --from=b /out /app/node_modules`,
    `FROM node:24\nWORKDIR /app\nRUN ${CACHE} npm ci\nRUN ${CACHE} npm run build`,
    `FROM node:24\nWORKDIR /app\nRUN ${CACHE} npm run lint\nRUN npm ci\nRUN npm run build`,
    `FROM node:24\nWORKDIR /app\nCOPY node_modules ./node_modules\nRUN ${CACHE} npm run lint\nRUN npm run build`,
    `FROM rust:1\nWORKDIR /app\nRUN ${TARGET} cargo build --release && cp target/release/app /bin/app\nCMD ["/bin/app"]`,
    `FROM rust:1\nWORKDIR /app\nRUN ${TARGET} cargo fetch\nRUN cargo build --release\nCMD ["/app/target/release/app"]`,
    `FROM rust:1\nWORKDIR /app\nRUN ${TARGET} cargo build\nRUN rm -rf /app/target/debug`,
    `FROM rust:1 AS b\nRUN ${TARGET} cargo build && cp /app/target/x /x\nFROM scratch\nCOPY --from=b / /`,
  ])('%s', lines => expect(said('cache/content-gone', lines)).toEqual([]));
});

test.each([
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s,target=/root/.m2/settings.xml', says: ['The stage "existing" mounts the secret /root/.m2/settings.xml into the cache /root/.m2.'] },
  { mounts: 'type=bind,source=settings.xml,target=/root/.m2/settings.xml --mount=type=cache,target=/root/.m2', says: ['The stage "existing" mounts the file /root/.m2/settings.xml into the cache /root/.m2.'] },
  { mounts: 'type=cache,target=/root/.m2/repository --mount=type=secret,id=s,target=/root/.m2/settings.xml', says: [] },
  { mounts: 'type=cache,target=/root/.cache --mount=type=bind,source=src,target=/root/.cache/src', says: [] },
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s', says: [] },
  { mounts: 'type=cache,target=/root/.m2 --mount=type=secret,id=s,target=/root/.m2x/a', says: [] },
])('cache/file-below: $mounts', ({ mounts, says }) => expect(said('cache/file-below', `RUN --mount=${mounts} mvn package`)).toEqual(says));

describe('cache/shared-between-platforms', () => {
  const of = (base: string, fields: string, command = 'apk add gcc') => problemsOf(imageOf(`FROM ${base}\nRUN --mount=type=cache,target=${fields} ${command}`, {
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
  })).filter(({ id }) => id === 'cache/shared-between-platforms').map(({ severity }) => severity);

  test.each([
    { base: 'alpine:3.18', fields: '/var/cache/apk', weight: [Severity.WARNING] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=locked', weight: [Severity.WARNING] },
    { base: 'alpine:3.23', fields: '/var/cache/apk', weight: [Severity.WARNING] },
    // apk 2.14.1 names the architecture in the names of its indexes.
    { base: 'alpine:3.23', fields: '/var/cache/apk,sharing=locked', weight: [Severity.INFO] },
    { base: 'python:3.13-alpine3.22', fields: '/etc/apk/cache,sharing=locked', weight: [Severity.INFO] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=locked,id=apk-$TARGETARCH', weight: [] },
    { base: 'alpine:3.18', fields: '/var/cache/apk,sharing=private', weight: [] },
  ])('$base $fields', ({ base, fields, weight }) => expect(of(base, fields)).toEqual(weight));

  test('Gradle cannot ask for a lock across containers', () => {
    expect(of('gradle:9', '/root/.gradle', './gradlew build')).toEqual([Severity.WARNING]);
    expect(of('gradle:9', '/root/.gradle,sharing=locked', './gradlew build')).toEqual([]);
    expect(of('gradle:9', '/root/.gradle', 'ls')).toEqual([]);
  });

  test('a virtual environment is one of a platform', () => expect(of('python:3.13', '/app/.venv', 'uv sync')).toEqual([Severity.WARNING]));
});
