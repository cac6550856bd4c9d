import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executable } from '../../src/rootfs';
import { run } from '../process';

const SOURCES = join(__dirname, 'programs');
const GO_SOURCES = join(__dirname, '../traps/programs');

/** What musl's library is called in Alpine. */
const MUSL = 'libc.musl-x86_64.so.1';

/** Programs as they are declared: for the C library, and linked with the libraries that they name. */
export class Programs {
  public static async open(): Promise<Programs> {
    return new Programs(await mkdtemp(join(tmpdir(), 'mistakes-programs-')));
  }

  private readonly made = new Map<string, Promise<string>>();

  private constructor(private readonly folder: string) {}

  /** The file of a program. */
  public async compile({ interpreter, libraries = [] }: Executable): Promise<string> {
    const isMusl = interpreter?.includes('musl') ?? false;
    const others = libraries.filter(name => !/^libc\./.test(name));
    const key = isMusl ? 'musl' : ['glibc', ...others].join('-');
    const output = join(this.folder, key);
    const program = this.made.get(key) ?? (isMusl ? this.compileForMusl(output) : this.compileForGlibc(output, others));
    this.made.set(key, program);
    return program;
  }

  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private async compileForMusl(output: string): Promise<string> {
    const library = await this.link(MUSL, join(SOURCES, 'stub.c'));
    await run('gcc', [
      '-Os', '-s', '-nostdlib', '-nostartfiles', '-fno-stack-protector', '-fno-builtin', '-no-pie', '-o', output, join(SOURCES, 'musl.c'), library,
      '-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1',
    ]);
    return output;
  }

  /** The program of the traps. Go links it with the C library for the names of users. */
  private async compileForGlibc(output: string, libraries: readonly string[]): Promise<string> {
    const linked = await Promise.all(libraries.map(name => this.link(name)));
    const env = { ...process.env, CGO_ENABLED: '1', GOWORK: 'off', GOOS: 'linux', GOARCH: 'amd64' };
    const flags = ['-linkmode=external', `"-extldflags=-Wl,--no-as-needed ${linked.join(' ')}"`];
    await run('go', ['build', '-trimpath', `-ldflags=-s -w ${flags.join(' ')}`, '-o', output, '.'], { cwd: GO_SOURCES, env });
    return output;
  }

  /** A library with a name for the linker; at run time, the one of the image counts. */
  private async link(name: string, ...sources: string[]): Promise<string> {
    const folder = join(this.folder, 'libraries');
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    await run('gcc', ['-shared', '-nostdlib', '-fno-builtin', `-Wl,-soname,${name}`, '-o', path, ...sources.length > 0 ? sources : ['-x', 'c', '/dev/null']]);
    return path;
  }
}
