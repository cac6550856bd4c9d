import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary';
import { imagewright } from '../support';

const BEFORE = 'FROM scratch as b\nENV c "d" e\nENV f g\n';
const AFTER = 'FROM scratch AS b\nENV c "d" e\nENV f=g\n';

let folder: string;
const path = (name: string) => join(folder, name);
const write = (name: string, text: string) => {
  writeFileSync(path(name), text);
  return path(name);
};
const read = (name: string) => readFileSync(path(name), 'utf8');

beforeEach(() => { folder = temporaryFolder(); });

test('a file is fixed in place, and what remains is reported', async () => {
  const { code, out, err } = await imagewright(['lint', '--fix', write('Dockerfile', BEFORE)]);
  expect([code, read('Dockerfile'), readdirSync(folder)]).toEqual([1, AFTER, ['Dockerfile']]);
  expect(err.replaceAll(folder, '')).toBe(`/Dockerfile:1: fixed FromAsCasing
/Dockerfile:3: fixed LegacyKeyValueFormat
/Dockerfile:2: left to you: LegacyKeyValueFormat, because its value has blanks and also quotes or escape characters
`);
  expect(out.replaceAll(folder, '')).toMatch(/^WARNING: LegacyKeyValueFormat.*\n.*\n\/Dockerfile:2\n[^]*\n1 finding\.\n$/);
});

test('a second run changes nothing', async () => {
  const file = write('Dockerfile', 'FROM scratch as b\n');
  expect(await imagewright(['lint', file, '--fix'])).toMatchObject({ code: 0, out: 'No findings.\n' });
  const { ino } = statSync(file);
  expect(await imagewright(['lint', '--fix', file])).toEqual({ code: 0, out: 'No findings.\n', err: '' });
  expect(statSync(file).ino).toBe(ino);
});

test('what must be known about a change is said', async () => {
  const { err } = await imagewright(['lint', '--fix', write('Dockerfile', 'FROM scratch\nCMD a\n')]);
  expect(err).toContain(':2: fixed JSONArgsRecommended. The program becomes process 1: it gets the stop signal itself, and must reap its children.\n');
});

test('a fix that changes what is installed is requested by its name', async () => {
  const file = write('Dockerfile', 'FROM scratch\nRUN apt-get install -y a\n');
  expect([(await imagewright(['lint', '--fix', file])).err, read('Dockerfile')]).toEqual(['', 'FROM scratch\nRUN apt-get install -y a\n']);
  await imagewright(['lint', '--fix=apt', file]);
  expect(read('Dockerfile')).toBe('FROM scratch\nRUN apt-get install --no-install-recommends -y a\n');
});

test('standard input is fixed to standard output', async () => {
  const { code, out, err } = await imagewright(['lint', '--fix', '-'], BEFORE);
  expect([code, out]).toEqual([1, AFTER]);
  expect(err).toMatch(/^<stdin>:1: fixed FromAsCasing\n[^]*\n1 finding\.\n$/);
});

test('a text that cannot be read comes out as it is, with the reason', async () => {
  const { code, out, err } = await imagewright(['lint', '--fix', '-'], 'FROM a\nRUN <<E\n');
  expect([code, out, err.split('\n')[0]]).toEqual([1, 'FROM a\nRUN <<E\n', 'ERROR: dockerfile/unclosed-heredoc']);
});

describe('--diff', () => {
  test('shows the change and writes nothing', async () => {
    const { code, out, err } = await imagewright(['lint', '--fix', '--diff', write('Dockerfile', 'FROM scratch as b\n')]);
    expect([code, read('Dockerfile')]).toEqual([1, 'FROM scratch as b\n']);
    expect(out.replaceAll(folder.slice(1), '')).toBe('--- a//Dockerfile\n+++ b//Dockerfile\n@@ -1 +1 @@\n-FROM scratch as b\n+FROM scratch AS b\n');
    expect(err.replaceAll(folder, '')).toBe('/Dockerfile:1: would fix FromAsCasing\nNo findings.\n');
  });
  test('is empty if there is nothing to fix', async () => {
    expect(await imagewright(['lint', '--fix', '--diff', write('Dockerfile', 'FROM scratch\n')])).toEqual({ code: 0, out: '', err: 'No findings.\n' });
  });
  test('reads standard input', async () => {
    expect((await imagewright(['lint', '--fix', '--diff', '-'], 'FROM scratch as b\n')).out.split('\n')[0]).toBe('--- a/Dockerfile');
  });
});

describe('the file', () => {
  test('keeps its mode, and a link stays a link', async () => {
    mkdirSync(path('real'));
    const real = write('real/file', BEFORE);
    chmodSync(real, 0o640);
    symlinkSync('real/file', path('Dockerfile'));
    await imagewright(['lint', '--fix', path('Dockerfile')]);
    expect([lstatSync(path('Dockerfile')).isSymbolicLink(), readlinkSync(path('Dockerfile'))]).toEqual([true, 'real/file']);
    // eslint-disable-next-line no-bitwise -- modes are bits
    expect([read('real/file'), statSync(real).mode & 0o777, readdirSync(path('real'))]).toEqual([AFTER, 0o640, ['file']]);
  });

  test('keeps every byte that is not fixed', async () => {
    await imagewright(['lint', '--fix', write('Dockerfile', `\ufeff${BEFORE.replaceAll('\n', ' \r\n')}# é`)]);
    expect(read('Dockerfile')).toBe(`\ufeff${AFTER.replaceAll('\n', ' \r\n')}# é`);
  });

  test.skipIf(process.getuid?.() === 0)('is not changed if it is read-only', async () => {
    const file = write('Dockerfile', BEFORE);
    chmodSync(file, 0o444);
    const { code, err } = await imagewright(['lint', '--fix', file]);
    expect([code, read('Dockerfile'), err]).toEqual([2, BEFORE, `imagewright: ${file} cannot be written: permission is denied. It is unchanged.\n`]);
  });

  test('is not changed if a synthesis generates it', async () => {
    const text = `# ~~ Generated by projen. To modify, edit .projenrc.ts and run "npx projen synth".\n${BEFORE}`;
    const file = write('Dockerfile', text);
    const { code, err } = await imagewright(['lint', '--fix', file]);
    expect([code, read('Dockerfile'), err]).toEqual([2, text, `imagewright: ${file} is generated: the next synthesis would undo a fix. Change its declaration, e.g. in .projenrc.ts, and run "npx projen synth".\n`]);
  });
});

test('of several files, each is fixed', async () => {
  const { code } = await imagewright(['lint', '--fix', write('a', 'FROM scratch as b\n'), path('none'), write('b', 'from scratch AS b\n')]);
  expect([code, read('a'), read('b')]).toEqual([2, 'FROM scratch AS b\n', 'from scratch as b\n']);
});

test('json reports what remains', async () => {
  const { out } = await imagewright(['lint', '--fix', '--format=json', write('Dockerfile', BEFORE)]);
  expect(JSON.parse(out)[0].findings.map(({ range }: { range: { startLine: number } }) => range.startLine)).toEqual([2]);
});

describe('a wrong argument', () => {
  test.each([
    [['--fix=atp', 'x'], 'There is no fix "atp". Did you mean "apt"? Fixes with a name: apt. --fix applies all others.'],
    [['--diff', 'x'], '--diff shows what --fix would change: give both, or --fix=apt.'],
    [['--fix', 'x', '-'], 'With --fix, "-" must be the only file: the fixed text is printed on standard output.'],
    [['--fixx', 'x'], 'lint has no option "--fixx". Did you mean "--fix"? See imagewright lint --help.'],
  ])('%j', async (args, message) => expect(await imagewright(['lint', ...args])).toEqual({ code: 2, out: '', err: `imagewright: ${message}\n` }));

  test('after "--", it is a file', async () => {
    expect((await imagewright(['lint', '--', '--fix'])).err).toBe('imagewright: --fix cannot be read: there is no such file.\n');
  });
});
