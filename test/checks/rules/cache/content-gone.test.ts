import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

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
