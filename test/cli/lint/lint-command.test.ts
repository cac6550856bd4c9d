import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary';
import { imagewright } from '../support';

let folder: string;
const path = (name: string) => join(folder, name);
const write = (name: string, text: string | Buffer) => {
  writeFileSync(path(name), text);
  return path(name);
};

beforeEach(() => { folder = temporaryFolder(); });

test('a clean file ends with 0', async () => {
  expect(await imagewright(['lint', write('Dockerfile', 'FROM scratch\n')])).toEqual({ code: 0, out: 'No findings.\n', err: '' });
});

test('findings are shown as BuildKit shows them', async () => {
  const { code, out } = await imagewright(['lint', write('Dockerfile', 'FROM scratch AS a\n\nRUN x && \\\n  y\nCOPY --form=a \\\n  /a /a\nENV B c\n')]);
  expect(code).toBe(1);
  expect(out.replaceAll(folder, '')).toBe(`ERROR: dockerfile/flag
COPY has no flag "--form". Did you mean "--from"? It has --from, --chown, --chmod, --link, --parents, --exclude.
/Dockerfile:5
--------------------
   3 |     RUN x && \\
   4 |       y
   5 | >>> COPY --form=a \\
   6 | >>>   /a /a
   7 |     ENV B c
   8 |
--------------------

WARNING: LegacyKeyValueFormat - https://docs.docker.com/go/dockerfile/rule/legacy-key-value-format/
"ENV key=value" should be used instead of legacy "ENV key value" format
/Dockerfile:7
--------------------
   5 |     COPY --form=a \\
   6 |       /a /a
   7 | >>> ENV B c
   8 |
--------------------

2 findings.
`);
});

test('standard input is a file too', async () => {
  const { code, out } = await imagewright(['lint', '-'], 'FROM scratch AS A\n');
  expect([code, out.split('\n')[2]]).toEqual([1, '<stdin>:1']);
});

test('several files are one report', async () => {
  const { out } = await imagewright(['lint', write('a', 'FROM scratch AS A\n'), write('b', 'FROM scratch\n'), write('c', 'FROM scratch AS C\n')]);
  expect(out.match(/^\/.*:1$/gm)?.map(line => line.slice(-3))).toEqual(['a:1', 'c:1']);
  expect(out).toContain('\n2 findings.\n');
});

describe('what cannot be read ends with 2, and the others are looked at', () => {
  test.each([
    ['a file that is not there', () => path('none'), 'none cannot be read: there is no such file.'],
    ['a folder', () => folder, ' cannot be read: it is a directory.'],
    ['a binary file', () => write('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x0a, 0x00])), 'binary is not text: there is a NUL byte in line 2. A Dockerfile is UTF-8.'],
    ['Latin-1', () => write('latin1', Buffer.from('# a\nFROM scratch\n# caf\u00e9', 'latin1')), 'latin1 is not UTF-8: there is a character of another encoding in line 3. Save it as UTF-8.'],
    ['UTF-16', () => write('utf16', Buffer.from('\ufeffFROM scratch\n', 'utf16le')), 'utf16 is not text: there is a NUL byte in line 1. A Dockerfile is UTF-8.'],
  ])('%s', async (_, file, said) => {
    const { code, out, err } = await imagewright(['lint', file(), write('Dockerfile', 'FROM scratch AS A\n')]);
    expect([code, err.endsWith(`${said}\n`), err.startsWith('imagewright: ')]).toEqual([2, true, true]);
    expect(out).toContain('StageNameCasing');
  });
});

test('an empty file is a finding', async () => {
  const { code, out } = await imagewright(['lint', write('Dockerfile', '')]);
  expect([code, out.split('\n').slice(0, 2)]).toEqual([1, [
    'ERROR: dockerfile/no-instruction',
    'The file is empty. BuildKit would fail: "file with no instructions". Begin with FROM and an image, or "FROM scratch".',
  ]]);
});

describe('.dockerignore', () => {
  const DOCKERFILE = 'FROM scratch\nCOPY a /a\n';
  test('of the folder counts', async () => {
    write('.dockerignore', '# comment\r\na\r\n');
    expect((await imagewright(['lint', write('Dockerfile', DOCKERFILE)])).out).toContain('Attempting to Copy file "a" that is excluded by .dockerignore');
  });
  test('of the file counts more', async () => {
    write('.dockerignore', 'a\n');
    write('Dockerfile.dockerignore', 'b\n');
    expect((await imagewright(['lint', write('Dockerfile', DOCKERFILE)])).code).toBe(0);
  });
});

test('json has an object for each file', async () => {
  const file = write('Dockerfile', 'FROM scratch AS A\n');
  expect(JSON.parse((await imagewright(['lint', '--format', 'json', file, write('b', 'FROM scratch\n')])).out)).toEqual([
    {
      file,
      findings: [{
        rule: 'StageNameCasing',
        message: "Stage name 'A' should be lowercase",
        range: { startLine: 1, startColumn: 0, endLine: 1, endColumn: 17 },
        url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
        severity: 'warning',
      }],
    },
    { file: path('b'), findings: [] },
  ]);
});

test('sarif names rules and regions', async () => {
  const { out } = await imagewright(['lint', '--format=sarif', '-'], 'FROM scratch AS A\nRUN --x y\nRUN <<E\n');
  const { version, runs: [{ tool, results }] } = JSON.parse(out);
  expect([version, tool.driver.name, tool.driver.rules.map(({ id }: { id: string }) => id)]).toEqual(['2.1.0', 'imagewright', ['dockerfile/unclosed-heredoc']]);
  expect(results).toEqual([{
    ruleId: 'dockerfile/unclosed-heredoc',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'The heredoc "E" does not end. BuildKit would read the rest of the file as its text, and fail: "unterminated heredoc". Add a line with only E, without blanks before it.' },
    locations: [{ physicalLocation: { artifactLocation: { uri: '%3Cstdin%3E' }, region: { startLine: 3, endLine: 3 } } }],
  }]);
});

test('a frontend is asked for', async () => {
  const { code, out } = await imagewright(['lint', '--frontend', '1.3', write('Dockerfile', 'FROM scratch\nCOPY --link a /a\n')]);
  expect([code, out.split('\n').slice(0, 2)]).toEqual([1, ['ERROR: dockerfile/frontend', 'copy --link needs the frontend 1.4, but 1.3 is requested.']]);
});

test('a terminal is not driven by the file', async () => {
  const { out } = await imagewright(['lint', '-'], 'FROM scratch AS A\nRUN \u001b[2Jx\u202e\n');
  expect(out).toContain('   2 |     RUN \\x1b[2Jx\\u202e\n');
});

test.each(['mikrotik-tailscale', 'hello-go'])('nothing is found in what is emitted for %s', async example => {
  expect(await imagewright(['lint', join(__dirname, '..', '..', '..', 'examples', example, 'Dockerfile')])).toMatchObject({ code: 0 });
});

test('the name of a file is no line of its own, and no other place', async () => {
  const name = 'a#b?c:d\n::error::e';
  const file = write(name, 'FROM a:1\nRUN apt-get install b\nMAINTAINER c\n');
  for (const args of [['lint', file], ['lint', '--fix', '--diff', file], ['lint', `${file}x`]]) {
    const { out, err } = await imagewright(args);
    expect(out + err).toContain('a#b?c:d\\n::error::e');
    expect(out + err).not.toMatch(/^\s*::/m);
  }
  const { out } = await imagewright(['lint', '--format=sarif', file]);
  expect(out).toContain(`/${encodeURIComponent(name)}"`);
});
