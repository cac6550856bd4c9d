import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeOutput } from '../../src/cli/write-output';
import { temporaryFolder } from '../support/temporary';

const ROOT = join(__dirname, '..', '..');

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => { folder = temporaryFolder(); });

/** Writes in a process of its own, whose standard output a shell redirects. */
function shell(command: string): string {
  const write = `import { writeOutput } from ${JSON.stringify(join(ROOT, 'src/cli/write-output'))};\nwriteOutput(process.argv[2], 'report\\n');\nprocess.stdout.write('table\\n');\n`;
  writeFileSync(at('write.ts'), write);
  const run = `write() { "${process.execPath}" --import "${join(ROOT, 'node_modules/tsx/dist/loader.mjs')}" write.ts "$1"; }`;
  return execFileSync('bash', ['-c', `${run}\n${command}`], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
}

test('a file is replaced in one step, and a new one made', () => {
  writeFileSync(at('old'), 'old', { mode: 0o640 });
  symlinkSync('old', at('link'));
  const { ino } = statSync(at('old'));
  for (const name of ['link', 'new']) writeOutput(at(name), 'report');
  expect([readFileSync(at('old'), 'utf8'), readFileSync(at('new'), 'utf8'), readdirSync(folder)]).toEqual(['report', 'report', ['link', 'new', 'old']]);
  expect(statSync(at('old')).ino).not.toBe(ino);
  expect(statSync(at('old')).mode.toString(8)).toBe('100640');
});

test('what cannot be written is said', () => {
  mkdirSync(at('directory'));
  expect(() => writeOutput(at('directory'), '')).toThrow(`${at('directory')} cannot be written (EISDIR).`);
  expect(() => writeOutput(at('none/x'), '')).toThrow(`${at('none/x')} cannot be written (ENOENT).`);
});

test('devices, pipes and open files are written to', () => {
  writeOutput('/dev/null', 'report');
  expect(shell('write /dev/stdout')).toBe('report\ntable\n');
  expect(shell('write /dev/stdout | cat')).toBe('report\ntable\n');
  expect(shell('write /dev/stdout > both; cat both')).toBe('report\ntable\n');
  expect(shell('write both > both; cat both')).toBe('report\ntable\n');
  expect(shell('write /dev/fd/3 3> third; cat third')).toBe('table\nreport\n');
  expect(shell('mkfifo pipe; cat pipe > got & write pipe; wait; cat got')).toBe('table\nreport\n');
  expect(shell('write >(cat > got); until test -s got; do :; done; cat got')).toBe('table\nreport\n');
});
