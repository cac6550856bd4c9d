import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { imagewright } from './support';
import { temporaryFolder } from '../support/temporary';

const ROOT = join(__dirname, '..', '..');

test('help lists the commands', async () => {
  const { code, out } = await imagewright(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('Usage: imagewright COMMAND\n\nCommands:\n  affected  List the images that the changes since a commit affect, ');
});

test('without a command it says how to be called, and that this was not it', async () => {
  const { code, out } = await imagewright([]);
  expect([code, out.split('\n')[0]]).toEqual([2, 'Usage: imagewright COMMAND']);
});

test.each([
  [['lnit'], 'imagewright: There is no command "lnit". Did you mean "lint"? Commands: '],
  [['constructor'], 'imagewright: There is no command "constructor". Commands: '],
  [['lint'], 'imagewright: lint needs a file, or "-" for standard input. See imagewright lint --help.\n'],
  [['lint', '--fromat', 'json', 'x'], 'imagewright: lint has no option "--fromat". Did you mean "--format"? See imagewright lint --help.\n'],
  [['lint', '--format'], 'imagewright: --format needs a value. See imagewright lint --help.\n'],
  [['lint', '--format', 'sarf', 'x'], 'imagewright: There is no format "sarf". Did you mean "sarif"? Formats: text, json, sarif.\n'],
  [['lint', '--frontend', 'new', 'x'], 'imagewright: "new" is not a version of the Dockerfile frontend. Write the major and minor version: 1.24.\n'],
  [['lint', '-', '-'], 'imagewright: Standard input can be read once: "-" is given twice.\n'],
])('%j is answered with a sentence', async (args, said) => {
  const { code, out, err } = await imagewright(args);
  expect([code, out, err.slice(0, said.length)]).toEqual([2, '', said]);
  expect(err).not.toMatch(/^ +at /m);
});

test('each command has its own help', async () => {
  const { code, out } = await imagewright(['lint', '--help']);
  expect([code, out.split('\n')[0]]).toEqual([0, 'Usage: imagewright lint [--format FORMAT] [--frontend VERSION] [--fix[=apt] [--diff]] FILE...']);
});

test('the file that is installed hands over its arguments and the exit code', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'lib'));
  copyFileSync(join(ROOT, 'bin', 'imagewright'), join(folder, 'bin', 'imagewright'));
  // In place of what the compiler makes of it.
  writeFileSync(join(folder, 'lib', 'cli.ts'), `export * from ${JSON.stringify(join(ROOT, 'src', 'cli'))};\n`);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch AS A\n');
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', join(folder, 'bin', 'imagewright'), 'lint', join(folder, 'Dockerfile')], { cwd: ROOT });
  await expect(run).rejects.toMatchObject({ code: 1, stderr: '', stdout: expect.stringMatching(/^WARNING: StageNameCasing/) as string });
});
