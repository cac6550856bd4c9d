import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Progress } from '../../../src/cli/pin/progress';

const before = process.env.TERM;
beforeEach(() => { process.env.TERM = 'xterm'; });
afterEach(() => {
  if (before === undefined) delete process.env.TERM;
  else process.env.TERM = before;
});

/** What is written about two steps. */
function show(terminal: { isTTY?: boolean; columns?: number }): string[] {
  const written: string[] = [];
  const stream = new Writable({ write: (chunk, _, done) => { written.push(String(chunk)); done(); } });
  const progress = new Progress(Object.assign(stream, terminal));
  progress.start('Looking up tags', 2);
  progress.advance('a:1');
  progress.advance('a-name-that-is-too-long:\x1b1');
  progress.end();
  return written;
}

test('on a terminal there is one line, which is erased', () => {
  expect(show({ isTTY: true, columns: 30 })).toEqual(['Looking up tags 0/2', 'Looking up tags 1/2: a:1', 'Looking up tags 2/2: a-name-t', ''].map(text => `\r\x1b[2K${text}`));
});

test('elsewhere there is a line for each step', () => {
  const lines = ['Looking up tags 1/2: a:1\n', 'Looking up tags 2/2: a-name-that-is-too-long:\\x1b1\n'];
  expect(show({})).toEqual(lines);
  process.env.TERM = 'dumb';
  expect(show({ isTTY: true, columns: 30 })).toEqual(lines);
});

test('without any step there is nothing', () => {
  const stream = new Writable({ write: () => { throw new Error('written'); } });
  const progress = new Progress(Object.assign(stream, { isTTY: true }));
  progress.start('Looking up tags', 0);
  progress.end();
  expect(stream.writableLength).toBe(0);
});
