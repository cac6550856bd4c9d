import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { imagewright } from './support';
import { main } from '../../src/cli';
import { MOST_BYTES } from '../../src/cli/input';
import { temporaryFolder } from '../support/temporary';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => { folder = temporaryFolder(); });
afterEach(() => { vi.restoreAllMocks(); });

/** A stream that fails as the system does. */
function broken(code: string): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: write`), { code })) });
}

async function into(stdout: Writable, args: string[]): Promise<{ code: number; err: string }> {
  let err = '';
  const stderr = new Writable({
    write(chunk, _, done) {
      err += chunk;
      done();
    },
  });
  const code = await main(args, { stdin: Readable.from([Buffer.from('FROM scratch AS A\n')]), stdout, stderr });
  return { code, err };
}

describe('an output that is lost', () => {
  test.each([
    ['lint', '-'], ['lint', '--format', 'sarif', '-'], ['lint', '--format', 'json', '-'], ['import', '-'], ['explain', '--rules'], ['--help'], ['--version'],
  ])('is said, with exit code 2: %s %s %s', async (...args) => {
    expect(await into(broken('ENOSPC'), args.filter(Boolean))).toEqual({
      code: 2, err: 'imagewright: Standard output could not be written: no space is left on the device (ENOSPC). The output is incomplete.\n',
    });
    expect((await into(broken('EWEIRD'), args.filter(Boolean))).err).toContain('EWEIRD: write (EWEIRD)');
  });

  test('is no failure where the reader has seen enough', async () => {
    expect(await into(broken('EPIPE'), ['lint', '-'])).toEqual({ code: 1, err: '' });
  });
});

describe.each<[string, (path: string) => string[]]>([
  ['lint', path => ['lint', path]],
  ['import', path => ['import', path]],
  ['verify', path => ['verify', '--manifest', path, 'image.tar']],
])('%s', (_, args) => {
  const said = async (path: string) => {
    const { code, out, err } = await imagewright(args(path));
    return [code, out, err.replaceAll(folder, '')];
  };

  test('reads no device', async () => {
    expect(await said('/dev/zero')).toEqual([2, '', 'imagewright: /dev/zero cannot be read: it is a device, not a file. For standard input, write "-".\n']);
    expect((await said('/dev/null'))[0]).toBe(2);
  });

  test('reads no file without end', async () => {
    writeFileSync(at('big'), '');
    truncateSync(at('big'), 2 ** 40);
    expect(await said(at('big'))).toEqual([2, '', expect.stringMatching(/^imagewright: \/big cannot be read: it is longer than \d+ MiB, the limit\.\n$/)]);
  });

  test('says of a directory and of a link in a ring what it is', async () => {
    mkdirSync(at('directory'));
    symlinkSync('ring', at('ring'));
    expect((await said(at('directory')))[2]).toBe('imagewright: /directory cannot be read: it is a directory.\n');
    expect((await said(at('ring')))[2]).toBe('imagewright: /ring cannot be read: it is a link that points to itself.\n');
  });

  test.skipIf(process.platform === 'win32')('waits for a pipe as long as somebody writes to it, and no longer', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(await said(at('pipe'))).toEqual([2, '', 'imagewright: /pipe cannot be read: it is a pipe that received no data for 3 seconds.\n']);
    const writer = spawn('sh', ['-c', `{ printf 'FROM scr'; sleep 0.3; printf 'atch AS A\\n'; } > '${at('pipe')}'`]);
    const [, , err] = await said(at('pipe'));
    expect(err).not.toContain('cannot be read');
    writer.kill();
  });
});

test('a name that is empty is shown', async () => {
  expect((await imagewright(['lint', ''])).err).toBe('imagewright: "" cannot be read: there is no such file.\n');
});

test.skipIf(process.platform !== 'linux')('what fails while it is read is no fault of ours', async () => {
  expect(await imagewright(['lint', '/proc/self/mem'])).toEqual({ code: 2, out: '', err: 'imagewright: /proc/self/mem cannot be read: the device reports an error.\n' });
});

describe('standard input', () => {
  test('has an end', async () => {
    function* endless() { for (;;) yield Buffer.alloc(2 ** 20, 'a'); }
    const { code, err } = await imagewrightFrom(Readable.from(endless()));
    expect([code, err]).toEqual([2, `imagewright: standard input cannot be read: it is longer than ${MOST_BYTES.dockerfile / 2 ** 20} MiB, the limit.\n`]);
  });

  test('that is not open for reading is said', async () => {
    const failing = new Readable({ read() { this.destroy(Object.assign(new Error('EBADF: read'), { code: 'EBADF' })); } });
    expect(await imagewrightFrom(failing)).toEqual({ code: 2, err: 'imagewright: standard input cannot be read: it is not open for reading.\n' });
  });

  test.skipIf(process.platform === 'win32')('that was closed is no empty file', async () => {
    const fd = openSync('/dev/null', 'r');
    const stdin = Object.assign(Readable.from([]), { fd });
    expect(await imagewrightFrom(stdin)).toEqual({
      code: 2, err: 'imagewright: standard input cannot be read: it is closed, or /dev/null. Redirect a file to it: imagewright … - < FILE.\n',
    });
    closeSync(fd);
  });

  test.skipIf(process.platform === 'win32')('that is a directory is no empty file', async () => {
    const fd = openSync(folder, 'r');
    const stdin = Object.assign(Readable.from([]), { fd });
    expect(await imagewrightFrom(stdin)).toEqual({ code: 2, err: 'imagewright: standard input cannot be read: it is a directory.\n' });
    closeSync(fd);
  });

  async function imagewrightFrom(stdin: Readable): Promise<{ code: number; err: string }> {
    const said = { out: '', err: '' };
    const to = (name: 'out' | 'err') => new Writable({
      write(chunk, __, done) {
        said[name] += chunk;
        done();
      },
    });
    const code = await main(['lint', '-'], { stdin, stdout: to('out'), stderr: to('err') });
    expect(said.out).toBe('');
    return { code, err: said.err };
  }
});

test('a .dockerignore that is a device is a mistake, and one that is a directory is none', async () => {
  writeFileSync(at('Dockerfile'), 'FROM scratch\nCOPY a /a\n');
  mkdirSync(at('.dockerignore'));
  expect((await imagewright(['lint', at('Dockerfile')])).code).toBe(0);
  symlinkSync('/dev/zero', at('Dockerfile.dockerignore'));
  expect((await imagewright(['lint', at('Dockerfile')])).err).toMatch(/Dockerfile\.dockerignore cannot be read: it is a device/);
});

describe('JSON that is deep, long or begins with a byte order mark', () => {
  const manifest = async (text: string) => {
    writeFileSync(at('m.json'), text);
    const { code, err } = await imagewright(['verify', '--manifest', at('m.json'), 'image.tar']);
    return [code, err.split('\n')[1].trim()];
  };

  test.each([
    ['['.repeat(20_000), 'It is not JSON: line 1, column 65: expected at most 64 lists and objects inside of one another, found "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…".'],
    [`{"schema":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, expect.stringContaining('at most 64 lists')],
    ['\ufeff{}', 'It is not JSON: line 1, column 1: expected a value, found "an invisible byte order mark, U+FEFF".'],
    [`[${'1,'.repeat(3_000_000)}`, expect.stringContaining('It is not JSON: ')],
  ])('is answered', async (text, said) => {
    expect(await manifest(text)).toEqual([2, said]);
  });
});

test('lines that double a variable are answered, and followed no further than Linux would', async () => {
  writeFileSync(at('Dockerfile'), `FROM scratch\nENV A=0123456789\n${`ENV A=${'$A'.repeat(10)}\n`.repeat(60)}ENV B=\${A//0/$A}\n`);
  const { code, out } = await imagewright(['lint', '--format', 'json', at('Dockerfile')]);
  expect(code).toBe(1);
  expect(out).toContain('A becomes longer than the 128 KiB that Linux allows.');
});

describe('the version', () => {
  test.each([['--version'], ['-V'], ['-v'], ['version'], ['lint', '--version'], ['verify', '--version']])('%s %s', async (...args) => {
    expect(await imagewright(args.filter(Boolean))).toEqual({ code: 0, out: 'imagewright 0.0.0\n', err: '' });
  });
});
