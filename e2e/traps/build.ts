import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, open, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Caught } from './probes';
import type { Trap } from './trap';
import type { _ExampleFiles } from '../../src/checks/examples/example-files';
import { Platform } from '../../src/core';
import { ContainerImage, ContainerImageProps } from '../../src/image';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile, _printDockerignore } from '../../src/render';
import { EntryKind, RootfsEntry } from '../../src/rootfs';
import { detachedRoot } from '../../test/support/root';
import type { Engine } from '../engine';
import { run } from '../process';

/** What all traps are built with. */
export interface Workshop {
  readonly engine: Engine;
  readonly folder: string;
  /** The folder with BusyBox. */
  readonly tools: string;
  /** What was loaded into the engine. */
  readonly images: string[];
  /** `--build-context` of a stand-in for an image. */
  readonly standIn: (image: string) => Promise<string>;
}

/** An example as it was built, or what BuildKit said. */
export type BuiltExample = Caught | string;

/**
 * Builds an example of a rule: the Dockerfile that the library writes, with real programs where the example says that there are some.
 *
 * @param files what is in the repository
 * @param name no two examples have the same: of two files of one name, size and time BuildKit sends one, and builds go on side by side
 */
export async function buildExample(
  workshop: Workshop, trap: Trap, declare: (image: ContainerImage) => void, props: Partial<ContainerImageProps> | undefined, name: string,
  files: _ExampleFiles = { 'app.conf': { text: 'verbose\n', mode: '0600' } },
): Promise<BuiltExample> {
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.LINUX_AMD64], ...props });
  declare(image);
  const plan = _resolveImage(image);
  const platform = trap.platform ?? image.platforms[0].name;
  const folder = join(workshop.folder, name);
  await mkdir(join(folder, 'base', name), { recursive: true });
  await mkdir(join(folder, 'context'), { recursive: true });
  await writeRepository(join(folder, 'context'), files);
  const dockerfile = _printDockerfile(plan, 'generated').replace(/^# (syntax|check)=.*\n/gm, '');
  await writeFile(join(folder, `${name}.Dockerfile`), dockerfile);
  await writeFile(join(folder, `${name}.Dockerfile.dockerignore`), _printDockerignore(plan, 'generated'));

  const entries = plan.stages.flatMap(({ steps }) => steps.flatMap(({ holds }) => holds?.entries ?? []))
    .filter(({ platforms }) => platforms === undefined || platforms.includes(platform));
  for (const entry of entries) await put(workshop, join(folder, 'base', name), entry, trap, platform);
  await writeBase(workshop, trap, join(folder, 'base'), name);

  const tag = `trap-${name.toLowerCase()}`;
  const bases = [...new Set([...dockerfile.matchAll(/^FROM (?:--\S+ )*(\S+)/gm)].map(([, base]) => base))].filter(base => /[:@/]/.test(base));
  await writeFile(join(folder, 'bake.json'), JSON.stringify({
    target: {
      ...Object.fromEntries(await Promise.all(bases.map(async (base, i) => [`base${i}`, {
        context: join(folder, 'base'), platforms: [...new Set(['linux/amd64', platform])], contexts: { base: await workshop.standIn(base) },
      }]))),
      image: {
        context: join(folder, 'context'),
        dockerfile: join(folder, `${name}.Dockerfile`),
        platforms: [platform],
        attest: [],
        contexts: Object.fromEntries(bases.map((base, i) => [base, `target:base${i}`])),
        output: [`type=docker,name=${tag}`],
      },
    },
  }));
  const { code, stderr } = await workshop.engine.docker(['buildx', 'bake', '--progress', 'plain', '-f', join(folder, 'bake.json'), '--provenance=false', 'image'], {
    mayFail: true, timeoutSeconds: 600, env: { BUILDX_BAKE_ENTITLEMENTS_FS: '0' },
  });
  await rm(folder, { recursive: true, force: true });
  if (code === 0) return { engine: workshop.engine, image: tag, platform, busybox: join(workshop.tools, 'busybox'), folder: workshop.folder };
  return `does not build: ${reason(stderr)}`;
}

/** The files of an example; the folders above them are as of a usual checkout. */
async function writeRepository(folder: string, files: _ExampleFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const { text, mode } = typeof content === 'string' ? { text: content, mode: '0644' } : content;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    await chmod(join(folder, path), parseInt(mode, 8));
  }
}

/** What a step printed, where it says what went wrong; else what BuildKit says. */
function reason(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.replace(/^#\d+ (\d+\.\d+ )?|^ > \[.*|^-+$/g, '')).filter(line => /error|exception|not found|no such|denied|lock|unable|requires go|^abort/i.test(line));
  return (lines.find(line => !/^ERROR: (target|process)/.test(line)) ?? lines[0] ?? stderr.slice(-300)).replace(/ of ref \S+:/, ':');
}

/**
 * A base with a shell whose `make install` installs what the example declares, with `setcap`, and an `npm` that installs one file.
 * Its programs are those of this machine
 * on every platform; which one it is stands in /etc/arch.
 */
async function writeBase(workshop: Workshop, trap: Trap, folder: string, name: string): Promise<void> {
  await cp(await compiled(workshop.folder, undefined, 'linux/amd64'), join(folder, 'setcap'));
  await cp(join(__dirname, 'programs'), join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'src', 'app.c'), '/* version */\n');
  await writeFile(join(folder, 'make'), '#!/bin/sh\nset -eu\nfor word; do case $word in DESTDIR=*) mkdir -p "${word#*=}" && cp -a /trap/. "${word#*=}" ;; esac; done\n', { mode: 0o755 });
  await writeFile(join(folder, 'npm'), '#!/bin/sh\nset -eu\nmkdir -p node_modules/a\necho installed > node_modules/a/index.js\n', { mode: 0o755 });
  await cp(join(__dirname, 'archive.sh'), join(folder, 'archive.sh'));
  await writeFile(join(folder, 'Dockerfile'), [
    'FROM --platform=linux/amd64 base',
    ...(trap.hasArchive ? ['COPY archive.sh /', 'RUN sh /archive.sh'] : []),
    'ARG TARGETARCH',
    'COPY <<E /etc/arch\n$TARGETARCH\nE',
    'COPY make npm setcap /usr/local/bin/',
    `COPY ${name} /trap/`,
    'COPY src /src/',
    'WORKDIR /src',
    '',
  ].join('\n'));
}

/** A real file for what an example says of one. */
async function put(workshop: Workshop, root: string, entry: RootfsEntry, trap: Trap, platform: string): Promise<void> {
  const path = join(root, entry.path);
  await mkdir(dirname(path), { recursive: true });
  if (entry.kind === EntryKind.SYMLINK) { await symlink(entry.target!, path); return; }
  if (entry.kind === EntryKind.DIRECTORY) await mkdir(path, { recursive: true });
  else await program(workshop, path, entry, trap, platform);
  if (entry.mode !== undefined) await chmod(path, parseInt(entry.mode, 8));
}

async function program({ tools, folder }: Workshop, path: string, entry: RootfsEntry, trap: Trap, platform: string): Promise<void> {
  const { path: own, executable, text, size } = entry;
  const name = path.slice(path.lastIndexOf('/') + 1);
  // A dynamic program, its loader and its library are those of this machine.
  if (executable?.interpreter !== undefined && existsSync(executable.interpreter)) await cp('/bin/true', path, { dereference: true });
  else if (executable !== undefined && /\.so\.\d+$/.test(own) && existsSync(own)) await cp(own, path, { dereference: true });
  // Time zones and the like are those of this machine.
  else if (executable === undefined && text === undefined && existsSync(own)) await cp(own, path);
  else if (executable === undefined) await writeFile(path, text ?? 'data\n');
  // Where only the size counts, something small is the beginning.
  else if (/^(busybox|sh|bash|dash)$/.test(name) || size !== undefined) await cp(join(tools, 'busybox'), path);
  else await cp(await compiled(folder, executable.forBuildMachine || trap.rule.startsWith('build/') ? trap.architecture : undefined, platform), path);
  const missing = size === undefined ? 0 : size.size.inBytes - (await stat(path)).size;
  if (missing > 0) {
    // Behind the program, where it does no harm.
    const file = await open(path, 'a');
    await file.write(randomBytes(missing));
    await file.close();
  }
}

const programs = new Map<string, Promise<string>>();

/** The program of the traps, for a platform. */
async function compiled(folder: string, architecture: string | undefined, platform: string): Promise<string> {
  const [, own, variant] = platform.split('/');
  const target = architecture ?? own;
  const output = join(folder, `app-${target}${variant ?? ''}`);
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOOS: 'linux', GOARCH: target, ...(target === 'arm' && variant ? { GOARM: variant.slice(1) } : {}) };
  const made = programs.get(output)
    ?? run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', output, '.'], { cwd: join(__dirname, 'programs'), env }).then(() => output);
  programs.set(output, made);
  return made;
}
