import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { _CHECK_SCRIPT } from '../../../src/blocks/upx/program-check';
import { elf, goBuildInfo } from '../../oci/support/elf-writer';
import { temporaryFolder } from '../../support/temporary';
import { shells, tool } from '../../support/tools';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';

/** A program that asks for a loader, or none. */
function linked(loader?: string): Buffer {
  const load = { type: 1, data: Buffer.alloc(8192) };
  return elf({ segments: loader === undefined ? [load] : [{ type: 3, data: Buffer.from(`${loader}\0`) }, load] });
}

/** A static program of Go. */
function built(settings: Record<string, string>): Buffer {
  return Buffer.concat([linked(), goBuildInfo(settings)]);
}

/** What the script says of a program; empty where it lets the build go on. */
function checked(shell: string[], program: Buffer, args: string[], platform: Record<string, string> = {}): string {
  const file = join(temporaryFolder(), 'out/bin/app');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, program);
  const { status, stderr } = spawnSync(shell[0], [...shell.slice(1), '-s', file, ...args], {
    encoding: 'utf8', input: _CHECK_SCRIPT, env: { PATH: process.env.PATH, ...platform },
  });
  const said = stderr.replace(file, '/bin/app');
  expect(status === 0).toBe(said === '');
  return said;
}

describe.each(shells())('in $name', ({ command }) => {
  test.skipIf(command === undefined).each([
    ['a static program is static', linked(), 'static', ''],
    ['a dynamic one is not', linked(GLIBC), 'static', `expected static, found ${GLIBC}`],
    ['a dynamic one is loaded by what it declares', linked(MUSL), MUSL, ''],
    ['another loader is not the declared one', linked(GLIBC), MUSL, `expected ${MUSL}, found ${GLIBC}`],
    ['the name of a loader among the texts of a static program is no loader', Buffer.concat([linked(), Buffer.from(`${GLIBC}\0`)]), 'static', ''],
  ])('%s', (_, program, loader, said) => {
    expect(checked(command!, program, [loader])).toBe(said && `check-program: /bin/app: ${said}\n`);
  });

  test.skipIf(command === undefined).each([
    ['arm', 'v7', { GOARCH: 'arm', GOARM: '7' }, ''],
    ['arm', 'v7', { GOARCH: 'arm', GOARM: '7,hardfloat' }, ''],
    ['arm', 'v8', { GOARCH: 'arm', GOARM: '7' }, ''],
    ['arm', 'v5', { GOARCH: 'arm', GOARM: '7' }, 'expected GOARM=5, found GOARM=7'],
    ['arm', 'v7', { GOARCH: 'arm', GOARM: '5' }, 'expected GOARM=7, found GOARM=5'],
    ['arm', 'v7', { GOARCH: 'amd64', GOAMD64: 'v1' }, 'expected GOARCH=arm, found GOARCH=amd64'],
    ['amd64', '', { GOARCH: 'amd64', GOAMD64: 'v1' }, ''],
    ['amd64', '', { GOARCH: 'amd64', GOAMD64: 'v3' }, 'expected GOAMD64=v1, found GOAMD64=v3'],
    ['amd64', 'v3', { GOARCH: 'amd64', GOAMD64: 'v2' }, ''],
    ['arm64', '', { GOARCH: 'arm64' }, ''],
    ['arm64', '', {}, 'expected GOARCH=arm64, found no build information of Go'],
  ])('for %s%s, Go notes %j', (TARGETARCH, TARGETVARIANT, settings, said) => {
    expect(checked(command!, built(settings as Record<string, string>), ['static', 'go'], { TARGETARCH, TARGETVARIANT })).toBe(said && `check-program: /bin/app: ${said}\n`);
  });

  test.skipIf(command === undefined)('a program that holds one for another platform is taken for its own', () => {
    const program = Buffer.concat([built({ GOARCH: 'amd64', GOAMD64: 'v1' }), goBuildInfo({ GOARCH: 'arm', GOARM: '7' })]);
    expect(checked(command!, program, ['static', 'go'], { TARGETARCH: 'arm', TARGETVARIANT: 'v7' })).toBe('');
  });
});

const shellcheck = tool('shellcheck');
test.skipIf(shellcheck === undefined)('shellcheck finds nothing in it', () => {
  expect(spawnSync(shellcheck!, ['-'], { encoding: 'utf8', input: _CHECK_SCRIPT }).stdout).toBe('');
});
