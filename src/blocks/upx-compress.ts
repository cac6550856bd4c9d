import { Construct } from 'constructs';
import { _upxVerdict } from '../catalog';
import { Problem, Problems, Severity, _shellWord } from '../core';
import { Artifact, BaseImage, BuildStage, ContainerImage, IArtifactSource, IBuildStage, Platform, _STAGE_ID } from '../image';
import { ExecutableFormat, RootfsEntry } from '../rootfs';
import { UpxMethod } from './upx/upx-method';

/** What to do on a platform that UPX cannot pack for, or not reliably. */
export enum UpxUnsupported {
  /** Report it and write nothing. */
  FAIL = 'fail',
  /** Leave the files of that platform as they are, and say so in the Dockerfile. */
  SKIP = 'skip',
}

/** Properties of `UpxCompress`. */
export interface UpxCompressProps {
  /** The files to pack. */
  readonly input: IArtifactSource;
  /** A Debian image whose package `upx-ucl` is used. */
  readonly base: BaseImage;
  /**
   * Version of the Debian package, exactly. The build fails when the archive has another one.
   * @default "4.2.4-1.1", that of Debian 13 (trixie)
   */
  readonly version?: string;
  /**
   * How to compress.
   * @default UpxMethod.LZMA, which alone makes a transfer smaller: others are beaten by the gzip of the layer
   */
  readonly method?: UpxMethod;
  /**
   * What to do where UPX cannot pack.
   * @default UpxUnsupported.FAIL
   */
  readonly unsupported?: UpxUnsupported;
}

/**
 * Packs the ELF executables of an artifact with UPX and tests the result (`upx -t`).
 * Packed programs are small on flash; each start unpacks into memory that is neither shared nor reclaimable, which takes
 * about 18 ms per unpacked MB on a fast x86 and several times that on a router.
 *
 * Reports `upx/platform`, `upx/risky`, `upx/nothing-to-pack`, `upx/packed-twice`.
 *
 * @see https://github.com/upx/upx/blob/v4.2.4/doc/upx.pod
 */
export class UpxCompress extends Construct implements IArtifactSource {
  /** The same files, packed. */
  public readonly artifact: Artifact;

  public constructor(scope: Construct, id: string, props: UpxCompressProps) {
    super(scope, id);
    const { artifact: input } = props.input;
    const version = props.version ?? '4.2.4-1.1';
    const method = props.method ?? UpxMethod.LZMA;
    const programs = input.entries.filter(isElf);
    const skipped = this.judge(programs, version.split('-')[0], method, props.unsupported ?? UpxUnsupported.FAIL);

    const stage = new BuildStage(this, _STAGE_ID, {
      base: BaseImage.stage(tools(this, props.base, version)),
      purpose: `packs ${programs.map(({ path }) => path).join(', ')}`,
      notes: [...skipped].map(([platform, reason]) => `Not on ${platform}: ${reason}`),
    });
    stage.copyArtifact(input, '/out');
    const paths = programs.map(({ path }) => _shellWord(`/out${path}`)).join(' ');
    const pack = [`upx -qq ${FLAGS[method]} ${paths}`, `upx -qq -t ${paths}`];
    const commands = stage.image.platforms.map(({ name }) => [name, skipped.has(name) ? ':' : pack.join(' && ')]);
    stage.run(skipped.size === 0 ? pack : stage.platformCase(Object.fromEntries(commands)));
    const packed = (entry: RootfsEntry) => (isElf(entry) ? entry.withExecutable({ ...entry.executable!, packed: true }) : entry);
    this.artifact = stage.artifact({ root: '/out', entries: input.entries.map(packed) });
  }

  /** The platforms to leave out, with the reason. */
  private judge(programs: RootfsEntry[], version: string, method: UpxMethod, unsupported: UpxUnsupported): Map<string, string> {
    if (programs.length === 0) Problems.of(this).report(nothingToPack());
    for (const { path } of programs.filter(({ executable }) => executable?.packed)) Problems.of(this).report(packedTwice(path));
    const skipped = new Map<string, string>();
    for (const platform of ContainerImage.of(this).platforms) {
      for (const { executable } of programs) {
        const { packs, risky, reason } = _upxVerdict(version, platform, method, executable?.go ?? false);
        if (packs && !risky) continue;
        if (unsupported === UpxUnsupported.SKIP) skipped.set(platform.name, reason!);
        else Problems.of(this).report(packs ? riskyPlatform(platform, version, reason!) : cannotPack(platform, version, reason!));
        break;
      }
    }
    return skipped;
  }
}

/** `--best` without LZMA takes ten times as long as with it, on a binary of 20 MB over four minutes. */
const FLAGS: Record<UpxMethod, string> = {
  [UpxMethod.LZMA]: '--lzma --best',
  [UpxMethod.NRV]: '-9',
};

/** One stage with UPX for all that is packed with the same version. */
function tools(scope: Construct, base: BaseImage, version: string): IBuildStage {
  const image = ContainerImage.of(scope);
  const same = image.stages.find(stage => stage.node.id === 'Upx' && stage.node.scope === image && stage.base.reference === base.reference);
  if (same !== undefined) return same;
  const stage = new BuildStage(image, 'Upx', { base, purpose: 'has the packer for executables' });
  stage.run(['apt-get update', `apt-get install -y --no-install-recommends ${_shellWord(`upx-ucl=${version}`)}`]);
  return stage;
}

function isElf({ executable }: RootfsEntry): boolean {
  return executable?.format === ExecutableFormat.ELF;
}

function cannotPack(platform: Platform, version: string, reason: string): Problem {
  return {
    id: 'upx/platform',
    what: `UPX ${version} cannot pack for ${platform}: ${reason}`,
    why: 'The build would stop, or the packed program would not start on the device.',
    fix: 'Leave the files of such platforms as they are (unsupported: UpxUnsupported.SKIP), or use another version or method.',
  };
}

function riskyPlatform(platform: Platform, version: string, reason: string): Problem {
  return {
    id: 'upx/risky',
    severity: Severity.WARNING,
    what: `UPX ${version} is known to make broken programs for ${platform}: ${reason}`,
    why: '`upx -t` does not find it; the packed program crashes when it starts.',
    fix: 'Use another version or method, or leave such platforms out (unsupported: UpxUnsupported.SKIP).',
  };
}

function nothingToPack(): Problem {
  return {
    id: 'upx/nothing-to-pack',
    what: 'The input has no ELF executable.',
    why: 'UPX packs nothing else; it fails on a script.',
    fix: 'Pass the artifact that holds the programs.',
  };
}

function packedTwice(path: string): Problem {
  return {
    id: 'upx/packed-twice',
    what: `${path} is packed already.`,
    why: 'UPX refuses a packed file (exit code 2).',
    fix: 'Pass the unpacked artifact, and use the result of one UpxCompress.',
  };
}
