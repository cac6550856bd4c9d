import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { _BaseFacts, _nameBaseFile, _writeBaseFile } from '../../../src/bases';
import { Platform } from '../../../src/core';
import { FACTS } from '../../bases/support/facts';
import { temporaryFolder } from '../../support/temporary';
import { imagewright } from '../support';

const before = process.cwd();
const REFERENCE = FACTS.reference;

function write(key: string, facts: _BaseFacts = FACTS): string {
  const path = _nameBaseFile(key, Platform.parse(facts.platform));
  writeFileSync(path, _writeBaseFile(facts, path));
  return path;
}

beforeEach(() => {
  process.chdir(temporaryFolder());
  mkdirSync('bases');
  write('python');
});
afterEach(() => process.chdir(before));

async function show(...args: string[]) {
  return imagewright(['base', 'show', ...args]);
}

test('a base is shown with its configuration and what it holds', async () => {
  write('python', { ...FACTS, platform: 'linux/arm64' });
  expect(await show('python')).toEqual({
    code: 0,
    err: '',
    out: [
      `${REFERENCE} on linux/amd64`,
      '',
      `  manifest      ${FACTS.digest}`,
      '  layers        1, 31.2 MiB to transfer, 74.9 MiB on disk',
      '  system        debian 13 trixie',
      '  packages      2 of dpkg',
      '  files         21, of which 5 ELF files and 2 scripts',
      '  libraries     /lib/x86_64-linux-gnu',
      '                /usr/local/lib',
      '  scripts       /entrypoint.sh',
      '  users         root 0, app 999',
      '  entrypoint    ["/entrypoint.sh"]',
      '  cmd           ["python3",""]',
      '  env           PATH=/usr/bin:/bin',
      '                EMPTY=',
      '  user          app',
      '  directory     /srv',
      '  volumes       /data',
      '  ports         80/tcp',
      '  stop signal   SIGQUIT',
      '  health check  ["CMD-SHELL","curl -f http://localhost/"]',
      '  shell         ["/bin/bash","-c"]',
      '  labels        a=one\ttwo',
      '                b=2',
      '',
      'Other platforms: linux/arm64',
      '',
    ].join('\n'),
  });
});

describe('a directory is listed', () => {
  test('with what each program is and needs', async () => {
    expect(await show('python', '--path', '/bin')).toEqual({
      code: 0,
      err: '',
      out: [
        '/bin is /usr/bin',
        '',
        '-rwxr-xr-x  root  0   ≤ 2.0 MiB  bash        program for x86-64, loaded by /lib64/ld-linux-x86-64.so.2, needs libtinfo.so.6, libc.so.6',
        '-rwxr-xr-x  root  0  ≤ 64.0 MiB  caddy       static program for x86-64, written in Go, has capabilities',
        '-rwxr-xr-x  root  0   ≤ 4.0 KiB  java        program for x86-64, loaded by /lib64/ld-linux-x86-64.so.2, needs libjli.so, libc.so.6',
        '-rwxr-xr-x  root  0   ≤ 4.0 KiB  packed      program for arm, packed',
        '-rwsr-xr-x  root  0   ≤ 128 KiB  passwd      program for x86-64, loaded by /lib64/ld-linux-x86-64.so.2, needs libc.so.6',
        '-rwxr-xr-x  root  0   ≤ 4.0 KiB  pip         script for /usr/bin/env -S python3  -I',
        'lrwxrwxrwx  root  0              sh -> dash',
        '',
      ].join('\n'),
    });
  });

  test('with devices, and directories with their modes', async () => {
    expect((await show('python', '--path', '/dev/')).out).toBe([
      '/dev',
      '',
      'crw-rw-rw-  root  0    full',
      'prw-------  root  0    pipe',
      'brw-rw----  root  6    sda',
      '',
    ].join('\n'));
    expect((await show('python', '--path', '/')).out).toContain('drwxrwxrwt  root  0             tmp/\n');
  });

  test('with names that are escaped on the terminal', async () => {
    expect((await show('python', '--path', '/usr/odd')).out).toContain('d\\u202e\\udc80é');
  });

  test('also if it is empty', async () => {
    expect(await show('python', '--path', '/tmp')).toEqual({ code: 0, err: '', out: '/tmp\n\n' });
  });
});

test('a file is shown with its text, if that is kept', async () => {
  const { out } = await show('python', '--path', '/etc/passwd');
  expect(out).toBe(`/etc/passwd\n\n-rw-r--r--  root  0  ≤ 4.0 KiB  /etc/passwd\n\n${FACTS.texts.get('/etc/passwd')}`);
});

test('packages are listed', async () => {
  expect(await show('python', '--packages')).toEqual({ code: 0, err: '', out: 'bash 5.2.37-2\nlibc6 2.41-12\n' });
});

test('without a database of packages it says so', async () => {
  write('rocky', { ...FACTS, packages: undefined, os: undefined });
  expect(await show('rocky', '--packages')).toEqual({
    code: 1, out: '', err: `imagewright: The packages of ${REFERENCE} on linux/amd64 are unknown: it has no database of dpkg or apk.\n`,
  });
  expect((await show('rocky')).out).toContain('  system        unknown\n  packages      unknown: it has no database of dpkg or apk\n');
});

describe('JSON', () => {
  test('has the facts, and the number of files', async () => {
    const { out } = await show('python', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      reference: REFERENCE,
      platform: 'linux/amd64',
      config: FACTS.config,
      os: FACTS.os,
      packages: FACTS.packages,
      files: 21,
      texts: { '/etc/passwd': FACTS.texts.get('/etc/passwd') },
    });
  });

  test('has the files of a directory', async () => {
    const { out } = await show('python', '--format', 'json', '--path', '/bin');
    const { path, files } = JSON.parse(out) as { path: string; files: object[] };
    expect([path, files.length]).toEqual(['/usr/bin', 7]);
    expect(files[6]).toEqual({ name: 'sh', kind: 'symlink', mode: '0777', owner: '0:0', sizeClass: 12, target: 'dash' });
  });

  test('has the packages', async () => {
    const { out } = await show('python', '--format', 'json', '--packages');
    expect(JSON.parse(out)).toEqual({ version: 1, reference: REFERENCE, platform: 'linux/amd64', packages: FACTS.packages });
  });
});

test('a platform can be chosen', async () => {
  write('python', { ...FACTS, platform: 'linux/arm/v7' });
  expect((await show('python', '--platform', 'linux/arm')).out).toMatch(/on linux\/arm\/v7\n/);
  expect(await show('python', '--platform', 'linux/arm64')).toEqual({
    code: 2, out: '', err: 'imagewright: Nothing is known about "python" on linux/arm64. Platforms: linux/amd64, linux/arm/v7.\n',
  });
});

test('the directory is found from a folder below it', async () => {
  mkdirSync('images/app', { recursive: true });
  process.chdir('images/app');
  expect((await show('python', '--packages')).code).toBe(0);
});

const REMEDY = 'To write what is known about the images of versions.json, run: npx imagewright pin --bases\n';

test.each([
  [['python', '--path', '/usr/bin/bsah'], 1, `There is no /usr/bin/bsah in ${REFERENCE} on linux/amd64. Did you mean "/usr/bin/bash"?\n`],
  [['python', '--path', '/nowhere/at/all'], 1, `There is no /nowhere/at/all in ${REFERENCE} on linux/amd64.\n`],
  [['python', '--path', '/usr/bni/bash'], 1, `There is no /usr/bni/bash in ${REFERENCE} on linux/amd64. Did you mean "/usr/bin"?\n`],
  [['python', '--path', '/bin/sh'], 1, `/bin/sh leads to /usr/bin/dash, which does not exist in ${REFERENCE} on linux/amd64. Did you mean "/usr/bin/bash"?\n`],
  [['pyhton'], 2, `bases has no file about a base "pyhton". Did you mean "python"? Bases: python. ${REMEDY}`],
  [['python', '--path', 'usr'], 2, '--path takes an absolute path in the image: /usr.\n'],
  [['python', '--path', '/', '--packages'], 2, 'base show takes --path or --packages, not both.\n'],
  [['python', '--format', 'jsn'], 2, 'There is no format "jsn". Did you mean "json"? Formats: text, json.\n'],
  [[], 2, 'base show takes one key of "images" in versions.json. See imagewright base --help.\n'],
])('%j is answered with a sentence', async (args, code, said) => {
  expect(await show(...args)).toEqual({ code, out: '', err: `imagewright: ${said}` });
});

test('an action that is none is refused', async () => {
  expect(await imagewright(['base', 'list'])).toEqual({ code: 2, out: '', err: 'imagewright: base has one action: show. See imagewright base --help.\n' });
});

test('without the directory it says what writes it', async () => {
  const folder = temporaryFolder();
  process.chdir(folder);
  const { code, err } = await show('python');
  expect(code).toBe(2);
  expect(err).toMatch(/^imagewright: There is no bases\/ in \S+ or in a folder above it, so nothing is known about base images\. To write /);
});

test('a file that was edited is refused', async () => {
  const path = write('python');
  writeFileSync(path, `${_writeBaseFile(FACTS, path)} more\n`);
  const { code, out, err } = await show('python');
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^bases\/damaged {2}at bases\/python\.linux-amd64\.txt\n {2}The base file bases\/python\.linux-amd64\.txt was edited or cut: /);
});
