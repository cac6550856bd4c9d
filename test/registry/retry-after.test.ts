import { expect, test } from 'vitest';
import { _readRetryAfter } from '../../src/registry/retry-after';

const NOW = Date.parse('2026-01-02T03:04:05Z');

test.each([
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['a date', { 'retry-after': 'Fri, 02 Jan 2026 03:04:15 GMT' }, 10_000],
  ['a date, with another clock of the server', { 'retry-after': 'Fri, 02 Jan 2026 05:00:30 GMT', 'date': 'Fri, 02 Jan 2026 05:00:00 GMT' }, 30_000],
  ['a date in the past', { 'retry-after': 'Fri, 02 Jan 2026 03:00:00 GMT' }, 0],
  ['a day', { 'retry-after': '86400' }, 86_400_000],
  ['a time in seconds since 1970', { 'retry-after': String(NOW / 1000 + 20) }, 20_000],
  ['a used up window of Docker Hub', { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }, 21_600_000],
  ['a window that is not used up', { 'ratelimit-remaining': '76;w=21600' }, undefined],
  ['nothing', {}, undefined],
  ['something else', { 'retry-after': 'soon' }, undefined],
])('%s', (_, headers, expected) => {
  expect(_readRetryAfter(new Headers(headers as Record<string, string>), NOW)).toBe(expected);
});
