import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Unavailable } from '../engine';
import { run } from '../process';

/** A `.dockerignore` and the sources of a `COPY` or an `ADD` each. */
export interface ContextCase {
  readonly dockerignore: readonly string[];
  readonly sources: readonly string[];
}

const SOURCES = [
  '.', '/', './', 'a', './a', '/a', 'a/', 'a/b', 'a/b/c', 'b', 'ab', 'a.go', 'a/b.go', '*', 'a/*', '*.go', 'a*', 'a b', '../a', 'a/../b', 'é', '.git', '.a', 'a/.', '[a]', 'https://example.com/a',
];

/** Each is asked with all of the sources. */
export const CONTEXT_CASES: readonly ContextCase[] = [
  [], ['a'], ['/a'], ['a/'], ['./a'], ['*'], ['**'], ['**/*'], ['*/b'], ['**/b'], ['**b'], ['a/**'], ['a/**/c'], ['a/*'], ['*.go'], ['**/*.go'], ['a?'], ['?'], ['a[a-c]'], ['[a]'],
  ['[^a]'], ['\\a'], ['a.go'], ['.*'], ['**/.*'], ['.git'], ['a', 'b'], ['# a'], [' a'], ['a b'], ['é'], ['*', '!a'], ['!a'], ['../a'], ['a/../b'], ['a//b'], ['.'], ['/'], ['**/**/b'], ['a**'],
  ['+a'], ['a|b'], ['(a)'], ['a$'], ['^a'], ['{a}'],
].map(dockerignore => ({ dockerignore, sources: SOURCES }));

/** What is there for the cases of builds. */
const FILES = ['a/b', 'a/c/d', 'b', 'dist/x.js', 'src/y'];

/** Files `.dockerignore` with exceptions, of which BuildKit's check says nothing: each source is built. */
export const BUILD_CASES: readonly ContextCase[] = [
  ['*', '!dist', 'dist'], ['*', '!dist'], ['*', '!a/b'], ['*', '!a/c', 'a/c/d'], ['a', '!a/b'], ['**', '!**/b'], ['*', '!d*/x.js'], ['a/*', '!a/c'], ['!a', 'b'], ['dist', '!dist/x.js', 'dist/x.js'],
].map(dockerignore => ({ dockerignore, sources: ['a', 'a/', '/a/b', 'a/c', 'a/c/d', 'b', './dist', 'dist/x.js', 'src', '.', 'a*'] }));

/** A Dockerfile with one source a line. */
export function contextDockerfile({ sources }: ContextCase): string {
  return ['FROM scratch', ...sources.map((source, i) => `${i % 2 === 0 || source.includes('://') ? 'ADD' : 'COPY'} ${JSON.stringify([source, '/x/'])}`), ''].join('\n');
}

/** The sources with which a build of the builder of this machine stops, because they are not found. */
export async function missingSources({ dockerignore, sources }: ContextCase): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-'));
  try {
    for (const file of FILES) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), file);
    }
    await writeFile(join(folder, '.dockerignore'), `${dockerignore.join('\n')}\n`);
    const missing: string[] = [];
    for (const source of sources) {
      await writeFile(join(folder, 'Dockerfile'), contextDockerfile({ dockerignore, sources: [source] }));
      const { code, stderr } = await run('docker', ['buildx', 'build', '--output', 'type=cacheonly', '.'], { cwd: folder, mayFail: true });
      if (code !== 0 && !/not found/.test(stderr)) throw new Unavailable(`There is no docker buildx that builds: ${stderr}`);
      if (code !== 0) missing.push(source);
    }
    return missing;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The lines in which the builder of this machine finds `CopyIgnoredFile`; undefined where it refuses the patterns. */
export async function ignoredLines(context: ContextCase): Promise<number[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'imagewright-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), contextDockerfile(context));
    await writeFile(join(folder, '.dockerignore'), `${context.dockerignore.join('\n')}\n`);
    const { stdout, stderr } = await run('docker', ['buildx', 'build', '--call=check,format=json', '.'], { cwd: folder, mayFail: true });
    if (/syntax error in pattern/.test(stderr)) return undefined;
    if (!stdout.startsWith('{')) throw new Unavailable(`There is no docker buildx that could be asked: ${stderr}`);
    const { warnings } = JSON.parse(stdout) as { warnings: { ruleName: string; location: { ranges: { start: { line: number } }[] } }[] | null };
    return (warnings ?? []).filter(({ ruleName }) => ruleName === 'CopyIgnoredFile').map(({ location }) => location.ranges[0].start.line);
  } finally {
    await rm(folder, { recursive: true });
  }
}
