import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Lock } from '../../../src/project/writing/lock';
import { readOwnHolder } from '../../../src/project/writing/lock-holder';
import { temporaryFolder } from '../../support/temporary';

const SHORT = { most: 200, forUnknown: 100 };

function fileIn(folder = temporaryFolder()): string {
  return join(folder, 'lock');
}

test('is there while it is held, as often as it was taken', () => {
  const file = fileIn();
  const lock = Lock.take(file);
  expect([lock.isNew, Lock.take(file), lock.isNew]).toEqual([true, lock, false]);
  lock.release();
  expect(existsSync(file)).toBe(true);
  lock.release();
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test('is waited for, and given up with a word when its holder runs on', () => {
  const file = fileIn();
  const other = spawn('sleep', ['30']);
  const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  writeFileSync(file, JSON.stringify({ ...readOwnHolder(), pid: other.pid, started: stat[19] }));
  try {
    expect(() => Lock.take(file, undefined, SHORT)).toThrow([
      'project/locked',
      `  Another synthesis, process ${other.pid}, has been writing this project for more than 0 seconds.`,
      '  Why: If two syntheses write at once, the files of both get mixed.',
      `  Fix: Wait until it ends, or end it. If there is none, delete ${file}.`,
    ].join('\n'));
  } finally {
    other.kill();
  }
});

describe('is taken over', () => {
  const gone = spawnSync('true').pid;

  test.each([
    ['from a process that has ended', { pid: gone, machine: readOwnHolder().machine }],
    ['from one whose number another process has now', { ...readOwnHolder(), started: '1' }],
  ])('%s, at once', (_, holder) => {
    const file = fileIn();
    writeFileSync(file, JSON.stringify(holder));
    const lock = Lock.take(file);
    expect(lock.isHeld).toBe(true);
    lock.release();
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  test.each([
    ['another machine', JSON.stringify({ pid: 1, machine: 'elsewhere' })],
    ['one that was killed while it wrote the lock', ''],
    ['one that writes other words', '{"pid":"x"}'],
  ])('from %s, when it has shown no sign of life for long', (_, text) => {
    const file = fileIn();
    writeFileSync(file, text);
    const start = Date.now();
    Lock.take(file, undefined, { most: 60_000, forUnknown: 150 }).release();
    expect(Date.now() - start).toBeGreaterThan(100);
    writeFileSync(file, text);
    utimesSync(file, new Date(0), new Date(0));
    Lock.take(file).release();
  });
});

test('a lock whose last sign is from a time to come is taken over all the same', () => {
  const file = fileIn();
  writeFileSync(file, JSON.stringify({ pid: 1, machine: 'elsewhere' }));
  const future = new Date(Date.now() + 3_600_000);
  utimesSync(file, future, future);
  Lock.take(file, undefined, { most: 60_000, forUnknown: 150 }).release();
});

test.each<[string, (file: string) => void]>([
  ['a directory', file => mkdirSync(file)],
  ['a named pipe', file => { spawnSync('mkfifo', [file]); }],
  ['a link to nothing', file => symlinkSync('gone', file)],
  ['a link to a device', file => symlinkSync('/dev/zero', file)],
])('%s in its place is told at once', (_, put) => {
  const file = fileIn();
  put(file);
  expect(() => Lock.take(file)).toThrow(`${file} must be a file, but is not.`);
});

test('its holder notices when it was taken over', () => {
  const file = fileIn();
  const lock = Lock.take(file);
  writeFileSync(file, JSON.stringify({ pid: 1, machine: 'elsewhere' }));
  expect(lock.isHeld).toBe(false);
  lock.release();
  expect(readFileSync(file, 'utf8')).toContain('elsewhere');
});

test('it is gone when the process ends, also by an error', () => {
  const file = fileIn();
  const script = join(file, '..', 'hold.ts');
  writeFileSync(script, `import { Lock } from ${JSON.stringify(join(__dirname, '../../../src/project/writing/lock'))}; Lock.take(${JSON.stringify(file)}); throw new Error('theirs');`);
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8', cwd: join(__dirname, '../../..') });
  expect([status, stderr.includes('theirs'), existsSync(file)]).toEqual([1, true, false]);
});

test('of many processes, one holds it at a time', async () => {
  const file = fileIn();
  const log = join(file, '..', 'log');
  const script = join(file, '..', 'turns.ts');
  writeFileSync(script, `
    import { appendFileSync } from 'node:fs';
    import { Lock } from ${JSON.stringify(join(__dirname, '../../../src/project/writing/lock'))};
    for (let i = 0; i < 20; i++) {
      const lock = Lock.take(${JSON.stringify(file)});
      appendFileSync(${JSON.stringify(log)}, 'in\\n');
      appendFileSync(${JSON.stringify(log)}, 'out\\n');
      lock.release();
    }
  `);
  const run = () => new Promise(resolve => {
    spawn(process.execPath, ['--import', 'tsx', script], { cwd: join(__dirname, '../../..') }).on('exit', resolve);
  });
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(60));
});
