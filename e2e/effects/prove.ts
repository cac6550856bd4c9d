import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EffectsCase } from './cases';
import { _BaseLibrary, _readBaseFile, _writeBaseFile } from '../../src/bases';
import { BASE_READING, extractBase } from '../../src/cli/pin/extract-base';
import { Platform } from '../../src/core';
import { BaseImage, BuildStage, ContainerImage, StagePlatform } from '../../src/image';
import { _readImage, _splitImagePath } from '../../src/oci';
import { ImageModel, _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { detachedRoot } from '../../test/support/root';
import { findLayout } from '../bases/stand-ins';
import type { Engine } from '../engine';
import { Entry, Rootfs } from '../rootfs';
import { readTar } from '../rootfs-oracle/build';
import { untruths } from '../rootfs-oracle/compare';

const PLATFORM = 'linux/amd64';
/** What BuildKit mounts for commands, and leaves as empty files. */
const OF_THE_BUILD = /^\/(proc|sys|dev)(\/|$)|^\/etc\/(hosts|resolv\.conf|hostname)$/;

/** What a case came to. */
export interface EffectsProof {
  /** How many paths the commands added, changed or removed. */
  readonly changed: number;
  /** How many paths of the base the model still knows. */
  readonly known: number;
  /** Whatever the model says that is not so. */
  readonly wrong: readonly string[];
}

/** Builds a case over its base, and the base alone, and compares what has changed with what the model knows. */
export async function proveEffects(engine: Engine, { base, declare, context, changes }: EffectsCase, folder: string): Promise<EffectsProof> {
  const layout = await findLayout(base);
  const { path } = _splitImagePath(layout.replace(/^oci-layout:\/\//, '').replace(/@.*/, ''));
  const { manifests: [manifest] } = await _readImage(path, { ...BASE_READING, platforms: [PLATFORM] });
  const reference = `${base}:1@sha256:${'0'.repeat(64)}`;
  const facts = _readBaseFile(_writeBaseFile(extractBase(manifest, reference), 'x'), 'x');
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.parse(PLATFORM)] });
  const stage = new BuildStage(image, 'Stage', { base: BaseImage.registry(reference), purpose: 'runs commands', runsOn: StagePlatform.TARGET, emulated: 'it is the platform of the machine' });
  declare(stage);
  image.defineRuntime(stage);
  const plan = _resolveImage(image, undefined, _BaseLibrary.of([facts]));
  const model = plan.observed[0];
  const build = async (dockerfile: string, name: string) => buildTar(engine, dockerfile, { name, folder, layout, reference, context: join(__dirname, '..', context) });
  const before = await build(`FROM ${reference}\n`, 'before');
  const after = await build(_printDockerfile(plan, 'generated').replace(/^# (syntax|check)=.*\n/gm, ''), 'after');
  const paths = listChanged(before, after);
  const known = [...before.keys()].filter(each => model.result.rootfs.at(each).placed?.isCertain).length;
  return {
    changed: paths.length,
    known,
    wrong: [
      ...known * 10 < before.size ? [`only ${known} of ${before.size} paths of the base are still known`] : [],
      ...changes.filter(each => !paths.some(changed => changed === each || changed.startsWith(`${each}/`))).map(each => `${each} has not changed`),
      ...listUntold(model, paths, before, after),
      ...untruths(model, { files: without(after) }),
    ],
  };
}

interface Build {
  readonly name: string;
  readonly folder: string;
  readonly layout: string;
  readonly reference: string;
  readonly context: string;
}

async function buildTar(engine: Engine, dockerfile: string, { name, folder, layout, reference, context }: Build): Promise<Rootfs> {
  await mkdir(folder, { recursive: true });
  const [file, output] = [`${name}.Dockerfile`, `${name}.tar`].map(each => join(folder, each));
  await writeFile(file, dockerfile);
  await engine.docker(['buildx', 'build', '--progress', 'plain', '--platform', PLATFORM, '--build-context', `${reference}=${layout}`, '--output', `type=tar,dest=${output}`, '-f', file, context], { timeoutSeconds: 600 });
  const files = await readTar(output);
  await rm(output);
  return files;
}

function without(files: Rootfs): Rootfs {
  return new Map([...files].filter(([path]) => !OF_THE_BUILD.test(path)));
}

function listChanged(before: Rootfs, after: Rootfs): string[] {
  const all = [...new Set([...before.keys(), ...after.keys()])].filter(path => path !== '/' && !OF_THE_BUILD.test(path));
  return all.filter(path => !isSame(before.get(path), after.get(path))).sort();
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.kind === other.kind && one.mode === other.mode && one.uid === other.uid && one.gid === other.gid
    && one.target === other.target && one.content.equals(other.content);
}

/** Files whose content has changed although the model still knows them as those of the base. */
function listUntold({ result: { rootfs } }: ImageModel, paths: readonly string[], before: Rootfs, after: Rootfs): string[] {
  const isRewritten = (path: string) => {
    const [one, other] = [before, after].map(files => files.get(path));
    return one?.kind === 'file' && other?.kind === 'file' && !one.content.equals(other.content);
  };
  return paths.filter(path => isRewritten(path) && rootfs.at(path).placed?.isCertain).map(path => `${path} has another content`);
}
