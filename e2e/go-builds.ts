/**
 * Builds Go programs from each kind of source with options that are easily misread, runs them, and asks them what they got:
 * flags with blanks, quotes and `$(…)`, tags, extra files and embedded ones.
 *
 *     npx tsx e2e/go-builds.ts
 *
 * Exit codes: 0 every program says what it has to, 1 not, 3 there is no engine of our own (the sources are served beside it).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import { run } from './process';
import { BaseImage, ContainerImage, GoCrossBuild, GoCrossBuildProps, GoSource, GoVariable, PackagePin, Platform, ScratchImage } from '../src';
import { Problems } from '../src/core';
import { _resolveImage } from '../src/plan';
import { _printDockerfile } from '../src/render';
import { detachedRoot } from '../test/support/root';

/** Where the sources of the example program are served, on the loopback of the engine. */
const GIT = 9419;
const HTTP = 8419;
const TAG = 'v1.2.3';

/** What a program of the example says: the value of each variable, and what the extra files add. */
const APP: Record<string, string> = {
  'go.mod': 'module example.com/app\n\ngo 1.24\n',
  'main.go': [
    'package main', '', 'import "fmt"', '', 'var a, b, version string', 'var added = map[string]string{}', '',
    'func main() { fmt.Printf("%q %q %q %q\\n", a, b, version, added) }', '',
  ].join('\n'),
  'tagged.go': '//go:build größer.als_1\n\npackage main\n\nfunc init() { added["tag"] = "on" }\n',
  'replaced.go': 'package main\n\nfunc init() { added["replaced"] = "no" }\n',
};

/** Adds a file, one that it embeds, and takes the place of one. */
const EXTRA = [
  { packagePath: '.', fileName: 'extra.go', content: 'package main\n\nimport _ "embed"\n\n//go:embed page.html\nvar page string\n\nfunc init() { added["page"] = page }\n' },
  { packagePath: './', fileName: 'page.html', content: '<p>$(id) "`\\\n' },
  { packagePath: '.', fileName: 'replaced.go', content: 'package main\n\nfunc init() { added["replaced"] = "yes" }\n' },
];
const ADDED = 'map["page":"<p>$(id) \\"`\\\\\\n" "replaced":"yes" "tag":"on"]';

/** Options of every build of the example. */
const OPTIONS: Partial<GoCrossBuildProps> = {
  ldflags: ['-s', '-w', '-X "main.a=it\'s $(id) `id` \\"'],
  gcflags: ['all=-l', '-N', '-l'],
  tags: ['größer.als_1'],
  extraFiles: EXTRA,
};
const TEXT = GoVariable.text('main.b', 'two\nlines of "$HOME"');
const SAID = '"it\'s $(id) `id` \\\\" "two\\nlines of \\"$HOME\\""';

const EXTRA_MAIN = { packagePath: './cmd/featuretags', fileName: 'extra.go', content: 'package main\n\nimport "fmt"\n\nfunc init() { fmt.Println("extra") }\n' };

/** A program to build. */
interface Case {
  readonly name: string;
  readonly props: Partial<GoCrossBuildProps> & { readonly source: GoSource };
  readonly args?: readonly string[];
  readonly says: RegExp | string;
}

/** What is served of the example program. */
interface Served {
  readonly commit: string;
  readonly sha256: string;
}

function cases({ commit, sha256 }: Served): Case[] {
  const pin = (more: object) => new PackagePin('APP_VERSION', { datasource: 'git-tags', depName: 'app', version: TAG, ...more });
  const tailscale = GoSource.module('tailscale.com', new PackagePin('TAILSCALE_VERSION', { datasource: 'go', depName: 'tailscale.com', version: 'v1.98.3' }));
  const featuretags = [{ mainPackage: './cmd/featuretags', path: '/app' }];
  const variables = [TEXT, GoVariable.version('main.version')];
  return [
    { name: 'a directory', props: { ...OPTIONS, variables: [TEXT], source: GoSource.directory('app') }, says: `${SAID} "" ${ADDED}` },
    { name: 'a git tag', props: { ...OPTIONS, variables, source: GoSource.git(`git://127.0.0.1:${GIT}/app`, pin({ commit })) }, says: `${SAID} "1.2.3" ${ADDED}` },
    {
      name: 'an archive',
      props: { ...OPTIONS, variables, source: GoSource.archive(`http://127.0.0.1:${HTTP}/$APP_VERSION.tar.gz`, pin({ sha256 })) },
      says: `${SAID} "1.2.3" ${ADDED}`,
    },
    { name: 'a module', props: { source: tailscale, binaries: featuretags }, args: ['--list'], says: /^(?!extra)/ },
    { name: 'a module with an extra file', props: { source: tailscale, binaries: featuretags, extraFiles: [EXTRA_MAIN] }, args: ['--list'], says: /^extra\n/ },
    {
      // Where its sources lie is not in a program.
      name: 'a module with an extra file that a tag leaves out',
      props: { source: tailscale, binaries: featuretags, extraFiles: [{ ...EXTRA_MAIN, content: `//go:build never\n\n${EXTRA_MAIN.content}` }] },
      args: ['--list'],
      says: 'the same bytes as "a module"',
    },
  ];
}

async function main(): Promise<number> {
  const engine = await Engine.up();
  if (!engine.standIns) throw new Unavailable('The sources are served on the loopback of an engine of our own: E2E_IGNORE_HOST=1');
  const folder = await mkdtemp(join(tmpdir(), 'go-builds-'));
  const servers = await serve(folder);
  const digests = new Map<string, string>();
  let broken = 0;
  try {
    for (const { name, props, args, says } of cases(servers.served)) {
      const seen = await built(engine, folder, props, args ?? []).catch((error: Error) => ({ said: error.message, digest: '', again: '' }));
      digests.set(name, seen.digest);
      const isSaid = typeof says !== 'string' ? says.test(seen.said) : says.startsWith('the same') ? seen.digest === digests.get('a module') : seen.said === `${says}\n`;
      const isTrue = isSaid && seen.digest !== '' && seen.digest === seen.again;
      if (!isTrue) broken++;
      console.log(`${isTrue ? 'ok' : 'WRONG'} ${name}\n  ${seen.said.trimEnd().split('\n').slice(0, 3).join('\n  ')}`);
      if (!isTrue) console.log(`  expected: ${says}\n  digests: ${seen.digest}, ${seen.again}`);
    }
  } finally {
    servers.end();
    await rm(folder, { recursive: true, force: true });
  }
  return broken;
}

/** Builds a program twice, the second time from nothing, and runs it. */
async function built(
  engine: Engine, folder: string, props: Case['props'], args: readonly string[],
): Promise<{ said: string; digest: string; again: string }> {
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.LINUX_AMD64] });
  const app = new GoCrossBuild(image, 'App', {
    toolchain: BaseImage.registry(`golang:1.26.3-alpine@sha256:${'0'.repeat(64)}`), binaries: [{ mainPackage: '.', path: '/app' }], ...props,
  });
  new ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/app'] });
  const problems = Problems.of(image).all();
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join('\n'));
  const dockerfile = join(folder, 'Dockerfile');
  await writeFile(dockerfile, _printDockerfile(_resolveImage(image), 'generated').replace(/^# syntax=.*\n/, ''));
  const digest = async (options: string[]) => {
    await engine.docker([
      'buildx', 'build', '--progress', 'plain', '--provenance=false', '--platform', 'linux/amd64', ...await engine.contexts(dockerfile), ...options,
      '--output', `type=local,dest=${join(folder, 'out')}`, '-f', dockerfile, folder,
    ]);
    return createHash('sha256').update(await readFile(join(folder, 'out', 'app'))).digest('hex');
  };
  const first = await digest([]);
  const { stdout } = await run(join(folder, 'out', 'app'), args);
  return { said: stdout, digest: first, again: await digest(['--no-cache', '--build-arg', `BUILDKIT_CACHE_MOUNT_NS=${folder}`]) };
}

/** Writes the example program, and serves it as a git repository and as an archive where builds of the engine find it. */
async function serve(folder: string): Promise<{ served: Served; end: () => void }> {
  const app = join(folder, 'app');
  await mkdir(app);
  for (const [name, content] of Object.entries(APP)) await writeFile(join(app, name), content);
  const git = async (...args: string[]) => (await run('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', '-C', app, ...args])).stdout.trim();
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-qm', TAG);
  await git('tag', TAG);
  await git('archive', '--prefix', 'app/', '-o', join(folder, `${TAG}.tar.gz`), TAG);
  const sha256 = createHash('sha256').update(await readFile(join(folder, `${TAG}.tar.gz`))).digest('hex');
  const server = 'const [,dir,port]=process.argv;require("http").createServer((q,s)=>require("fs").createReadStream(dir+require("path").normalize(q.url)).pipe(s)).listen(+port,"127.0.0.1")';
  const children = [
    ['git', 'daemon', '--reuseaddr', '--export-all', `--base-path=${folder}`, '--listen=127.0.0.1', `--port=${GIT}`],
    ['node', '-e', server, folder, String(HTTP)],
  ].map(command => spawn(join(__dirname, 'engine.sh'), ['netns', ...command], { detached: true, stdio: 'ignore' }));
  await wait(1000);
  return { served: { commit: await git('rev-parse', 'HEAD'), sha256 }, end: () => children.forEach(({ pid }) => process.kill(-pid!)) };
}

main().then(
  broken => { process.exitCode = broken === 0 ? 0 : 1; },
  (error: Error) => {
    console.error(error instanceof Unavailable ? error.message : error);
    process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
  },
);
