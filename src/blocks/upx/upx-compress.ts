import { Construct } from 'constructs';
import { _CHECK_PATH, _CHECK_SCRIPT, _printCheckCommand } from './program-check';
import { UpxMethod, _judgeUpx } from '../../catalog';
import { Problem, Problems, Size, _quoteValue, _quoteShellWord, Platform } from '../../core';
import { Artifact, BaseImage, BuildStage, ContainerImage, IArtifactSource, IBuildStage, _STAGE_ID, _checkImageScope } from '../../image';
import { ExecutableFormat, FileSize, Packer, RootfsEntry } from '../../rootfs';

/** What to do on a platform that UPX does not support, or not reliably. */
export enum UpxUnsupported {
  /** Report a problem and write no file. */
  FAIL = 'fail',
  /** Leave the files of that platform unpacked, with a comment in the Dockerfile. */
  SKIP = 'skip',
}

/** Properties of `UpxCompress`. */
export interface UpxCompressProps {
  /** The files to pack. */
  readonly input: IArtifactSource;
  /** A Debian image whose package `upx-ucl` is used. */
  readonly base: BaseImage;
  /**
   * Exact version of the Debian package. The build fails when the archive has another one.
   * @default "4.2.4-1.1", that of Debian 13 (trixie)
   */
  readonly version?: string;
  /**
   * How to compress.
   * @default UpxMethod.LZMA, the only method that beats the gzip of the layer in transfer size
   */
  readonly method?: UpxMethod;
  /**
   * What to do where UPX cannot pack.
   * @default UpxUnsupported.FAIL
   */
  readonly unsupported?: UpxUnsupported;
  /**
   * Platforms whose programs stay as they are, e.g. because their devices have more flash than memory to spare: a packed `tailscaled` has 19.8 MB
   * of memory that cannot be reclaimed, an unpacked one 3.7 MB, and each further start of it takes 17 to 20 MB more.
   * @default - none
   */
  readonly unpacked?: UnpackedPlatform[];
}

/** A platform whose programs are not packed. */
export interface UnpackedPlatform {
  /** A platform of the image. */
  readonly platform: Platform;
  /** Why, for readers of the Dockerfile. */
  readonly reason: string;
}

/**
 * Packs the ELF executables of an artifact with UPX and tests the result (`upx -t`). Before that, the build checks what a packed program
 * no longer shows: that it is linked as declared, and that Go built it for the platform.
 *
 * Packed programs are small on flash; each start unpacks into memory that is neither shared nor reclaimable, which takes
 * about 18 ms per unpacked MB on a fast x86 and several times that on a router.
 *
 * Reports `upx/nothing-to-pack`, `upx/packed-twice`, `upx/special-mode`, `upx/unpacked`, `upx/version`. Checks report what UPX is known to break: `upx/platform`, `upx/risky`.
 *
 * @see https://github.com/upx/upx/blob/v4.2.4/doc/upx.pod
 */
export class UpxCompress extends Construct implements IArtifactSource {
  /** The same files, packed. */
  public readonly artifact: Artifact;

  public constructor(scope: Construct, id: string, props: UpxCompressProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    const { artifact: input } = props.input;
    const version = props.version ?? '4.2.4-1.1';
    const method = props.method ?? UpxMethod.LZMA;
    const programs = input.entries.filter(isElf);
    this.reportPrograms(programs);
    if (!DEBIAN_VERSION.test(version)) Problems.of(this).report(describeWrongVersion(version));
    const release = version.split('-')[0];
    const { platforms } = ContainerImage.of(this);
    const left = props.unpacked ?? [];
    for (const { platform } of left.filter(each => !platforms.some(({ name }) => name === each.platform.name))) {
      Problems.of(this).report(describeOtherPlatform(platform, platforms));
    }
    const skipped = new Map([
      ...(props.unsupported === UpxUnsupported.SKIP ? findUnsafePlatforms(programs, platforms, release, method) : []),
      ...left.map(({ platform, reason }): [string, string] => [platform.name, reason.trim().replace(/\s+/g, ' ')]),
    ]);

    const stage = new BuildStage(this, _STAGE_ID, {
      base: BaseImage.stage(findToolStage(this, props.base, version)),
      purpose: `packs ${[...new Set(programs.map(({ path }) => path))].join(', ')}`,
      notes: [...skipped].map(([platform, reason]) => `Not on ${platform}: ${reason}`),
    });
    stage.copyArtifact(input, '/out');
    const pack = (platform: Platform) => {
      const here = programs.filter(entry => isOn(entry, platform) && !skipped.has(platform.name));
      const words = here.map(({ path }) => _quoteShellWord(`/out${path}`));
      const checks = here.map(({ executable }, i) => _printCheckCommand(words[i], executable!));
      const paths = words.join(' ');
      return here.length === 0 ? [] : [...checks, `upx -qq ${FLAGS[method]} ${paths}`, `upx -qq -t ${paths}`];
    };
    if (programs.some(({ executable }) => executable!.writtenInGo)) for (const name of ['TARGETARCH', 'TARGETVARIANT']) stage.arg(name);
    const commands = Object.fromEntries(platforms.map(platform => [platform.name, pack(platform).join(' && ') || ':']));
    stage.run(new Set(Object.values(commands)).size > 1 ? stage.platformCase(commands) : platforms.length === 0 ? [] : pack(platforms[0]));
    const packed = platforms.map(({ name }) => name).filter(name => !skipped.has(name));
    const packer = { name: 'upx', version: release, method, checked: true };
    const entries = input.entries.flatMap(entry => (isElf(entry) ? splitEntry(entry, packed, [...skipped.keys()], packer) : [entry]));
    this.artifact = stage.artifact({ root: '/out', entries });
  }

  private reportPrograms(programs: RootfsEntry[]): void {
    if (programs.length === 0) Problems.of(this).report(describeNothingToPack());
    for (const { path } of programs.filter(({ executable }) => executable?.packed)) Problems.of(this).report(describePackedTwice(path));
    for (const { path, mode = '' } of programs.filter(({ mode: each }) => /^[1-7]/.test(each ?? ''))) Problems.of(this).report(describeSpecialMode(path, mode));
  }
}

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
const DEBIAN_VERSION = /^(?:\d+:)?\d[A-Za-z0-9.+~-]{0,99}$/;

/** `--best` takes ten times as long without LZMA as with it: over four minutes for a binary of 20 MB. */
const FLAGS: Record<UpxMethod, string> = {
  [UpxMethod.LZMA]: '--lzma --best',
  [UpxMethod.NRV]: '-9',
};

/** The version of UPX in a stage that this block made. */
const VERSIONS = new WeakMap<IBuildStage, string>();

/** One stage with UPX for all blocks with the same version and base. */
function findToolStage(scope: Construct, base: BaseImage, version: string): IBuildStage {
  const image = ContainerImage.of(scope);
  const same = image.stages.find(stage => VERSIONS.get(stage) === version && stage.base.reference === base.reference);
  if (same !== undefined) return same;
  const stage = new BuildStage(image, findFreeId(image), { base, purpose: 'provides the packer for executables and a script that checks them first' });
  stage.run(['apt-get update', `apt-get install -y --no-install-recommends ${_quoteShellWord(`upx-ucl=${version}`)}`]);
  stage.write(_CHECK_PATH, _CHECK_SCRIPT, { mode: '0755' });
  VERSIONS.set(stage, version);
  return stage;
}

/** Users may have a construct with the id `Upx`. */
function findFreeId({ node }: ContainerImage): string {
  let id = 'Upx';
  for (let n = 2; node.tryFindChild(id) !== undefined; n++) id = `Upx${n}`;
  return id;
}

function isElf({ executable }: RootfsEntry): boolean {
  return executable?.format === ExecutableFormat.ELF;
}

function isOn({ platforms }: RootfsEntry, { name }: Platform): boolean {
  return platforms === undefined || platforms.includes(name);
}

/** The platforms on which UPX cannot pack all programs reliably, with the reason. */
function findUnsafePlatforms(programs: RootfsEntry[], platforms: Platform[], version: string, method: UpxMethod): Map<string, string> {
  const reasons = platforms.flatMap(platform => programs.filter(entry => isOn(entry, platform)).flatMap(({ executable }): [string, string][] => {
    const { reason } = _judgeUpx(version, platform, method, executable?.writtenInGo ?? false);
    return reason === undefined ? [] : [[platform.name, reason]];
  }));
  return new Map(reasons.reverse());
}

/** The entries of a program: packed on some platforms, unpacked on others. */
function splitEntry(entry: RootfsEntry, packed: string[], left: string[], packer: Packer): RootfsEntry[] {
  const result = entry._with({
    executable: { ...entry.executable!, packed: true, packer: { ...packer, unpackedSize: entry.size } },
    size: estimatePackedSize(entry, packer.method!),
  });
  if (left.length === 0) return [result];
  const here = (names: string[]) => names.filter(name => entry.platforms?.includes(name) ?? true);
  return [result._with({ platforms: here(packed) }), entry._with({ platforms: here(left) })].filter(({ platforms }) => platforms!.length > 0);
}

/** Packed size as a share of the unpacked size, measured with UPX 4.2.2 on Go programs of 6 MB and on BusyBox. */
const SHARES: Record<string, { go: number; c: number }> = {
  [UpxMethod.LZMA]: { go: 0.29, c: 0.51 },
  [UpxMethod.NRV]: { go: 0.37, c: 0.58 },
};

function estimatePackedSize({ size, executable }: RootfsEntry, method: string): FileSize | undefined {
  if (size === undefined) return undefined;
  const share = SHARES[method][executable?.writtenInGo ? 'go' : 'c'];
  const estimate = `UPX reduces such programs to about ${Math.round(share * 100)} %`;
  return FileSize.about(Size.bytes(Math.round(size.size.inBytes * share)), [size.source, estimate].filter(Boolean).join('; '));
}

function describeNothingToPack(): Problem {
  return {
    id: 'upx/nothing-to-pack',
    what: 'The input has no ELF executable.',
    why: 'UPX packs only ELF executables; it fails on a script.',
    fix: 'Pass the artifact that contains the programs.',
  };
}

function describeWrongVersion(version: string): Problem {
  return {
    id: 'upx/version',
    what: `${_quoteValue(version)} is not the version of a Debian package.`,
    why: 'The build would stop when it installs upx-ucl, and it is unknown what this version can pack.',
    fix: 'Write the version that `apt-cache policy upx-ucl` shows, e.g. "4.2.4-1.1".',
  };
}

function describeSpecialMode(path: string, mode: string): Problem {
  return {
    id: 'upx/special-mode',
    what: `${path} has the mode ${mode}.`,
    why: 'UPX refuses files with a set-user-id, set-group-id or sticky bit.',
    fix: 'Leave the program out of the input.',
  };
}

function describeOtherPlatform({ name }: Platform, platforms: Platform[]): Problem {
  return {
    id: 'upx/unpacked',
    what: `${name} is to stay unpacked, and the image is not built for it.`,
    why: 'The entry has no effect; another platform may be meant, whose programs are packed.',
    fix: `Remove it, or use one of: ${platforms.map(each => each.name).join(', ')}.`,
  };
}

function describePackedTwice(path: string): Problem {
  return {
    id: 'upx/packed-twice',
    what: `${path} is already packed.`,
    why: 'UPX refuses a packed file (exit code 2).',
    fix: 'Pass the unpacked artifact to a single UpxCompress and use its result.',
  };
}
