import { HARD_FLOAT, MACHINE, program } from './program';
import {
  Artifact, BuildStage, ContainerImage, ExecutableFormat, FileSize, Layering, MountPoint, Platform, RootfsEntry, ScratchImage, Size, TargetProfile,
} from '../../../src';
import { _Manifest, _parseManifest } from '../../../src/manifest';
import { _resolveImage } from '../../../src/plan';
import { _createManifest } from '../../../src/render';
import { LayoutWriter, OCI } from '../../oci/support/layout-writer';
import { directory, entry, file, pax, symlink, tar } from '../../oci/support/tar-writer';
import { GO, newImage } from '../../support/image';

/** One path of a layer as it was built. */
export interface BuiltPath {
  readonly kind?: 'directory' | 'link' | 'device' | 'whiteout';
  readonly mode?: number;
  readonly owner?: number;
  readonly content?: string | Buffer;
  readonly target?: string;
  readonly capability?: boolean;
}

/** What was built for one platform. A test spoils it before it is written. */
export interface BuiltPlatform {
  platform: string;
  /** By path, in the order of the archive. */
  layers: Record<string, BuiltPath>[];
  /** As in the configuration of an image. */
  config: Record<string, unknown> & { Labels: Record<string, string>; Env: string[] };
  manifestType?: string;
  layerType?: string;
}

/** A built image, right in everything until a test spoils it. */
export interface BuiltRouter {
  platforms: BuiltPlatform[];
  attestation?: boolean;
  signature?: boolean;
  indexType?: string;
}

const SCRIPT = '#!/bin/sh\nexec app "$@"\n';
const PASSWD = 'root:x:0:0:root:/root:/bin/sh\n';
const GROUP = 'root:x:0:\n';

/** An image with one of everything that can be claimed. */
export function declaredRouter(): ContainerImage {
  const image = newImage({
    title: 'router',
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7],
    target: TargetProfile.routerOs(),
    labels: { 'example.team': 'net' },
    budgets: [{ transferred: Size.kibibytes(64), extracted: Size.kibibytes(64), layers: 2 }],
  });
  const stage = new BuildStage(image, 'Build', { base: GO, purpose: 'builds everything' });
  const elf = (more: object) => ({ executable: { format: ExecutableFormat.ELF, ...more } });
  const programs = stage.artifact({
    root: '/out',
    entries: [
      RootfsEntry.file('/bin/sh', elf({ alignment: 0x10000 })),
      RootfsEntry.file('/data', { size: FileSize.exactly(Size.bytes(4)), mode: '0600', owner: '65532:65532' }),
      RootfsEntry.file('/lib/ld.so', { mode: '0755' }),
      RootfsEntry.file('/usr/bin/app', elf({ writtenInGo: true })),
      RootfsEntry.file('/usr/bin/dynamic', elf({ interpreter: '/lib/ld.so' })),
      RootfsEntry.file('/usr/bin/packed', elf({ packed: true })),
      RootfsEntry.symlink('/usr/bin/alias', 'app'),
      RootfsEntry.symlink('/usr/bin/other', '/usr/bin/app'),
    ],
  });
  const script = Artifact.text([{
    entry: RootfsEntry.file('/entrypoint.sh', { executable: { format: ExecutableFormat.SCRIPT, interpreter: '/bin/sh' }, text: SCRIPT }), content: SCRIPT,
  }]);
  new ScratchImage(image, 'Runtime', {
    contents: [programs, script],
    layering: Layering.PER_ARTIFACT,
    volumes: [MountPoint.persistent('/var/lib/app')],
    environment: { HOME: '/root' },
    entrypoint: ['/entrypoint.sh'],
    cmd: ['--serve'],
    exposedPorts: ['80', '53/udp'],
    user: '0:0',
    healthcheck: { command: ['/usr/bin/app', '-check'] },
  });
  return image;
}

export function routerManifest(): _Manifest {
  return _parseManifest(_createManifest(_resolveImage(declaredRouter()), 'generated'));
}

/** The image as BuildKit would make it. */
export function builtRouter(): BuiltRouter {
  return { platforms: [builtPlatform('linux/amd64'), builtPlatform('linux/arm/v7')] };
}

function builtPlatform(platform: string): BuiltPlatform {
  const isArm = platform.includes('arm');
  const cpu = isArm ? { machine: MACHINE.arm, bits: 32, flags: HARD_FLOAT } as const : { machine: MACHINE.amd64 };
  const isProgram = { mode: 0o755 };
  return {
    platform,
    layers: [{
      '/bin': { kind: 'directory' },
      '/bin/sh': { ...isProgram, content: program(cpu) },
      '/data': { mode: 0o600, owner: 65532, content: 'four' },
      '/lib': { kind: 'directory' },
      '/lib/ld.so': { ...isProgram, content: program(cpu) },
      '/usr': { kind: 'directory' },
      '/usr/bin': { kind: 'directory' },
      '/usr/bin/alias': { kind: 'link', target: 'app' },
      '/usr/bin/app': { ...isProgram, content: program({ ...cpu, go: isArm ? { GOARCH: 'arm', GOARM: '7' } : { GOARCH: 'amd64', GOAMD64: 'v1' } }) },
      '/usr/bin/dynamic': { ...isProgram, content: program({ ...cpu, interpreter: '/lib/ld.so' }) },
      '/usr/bin/other': { kind: 'link', target: '/usr/bin/app' },
      '/usr/bin/packed': { ...isProgram, content: program({ ...cpu, isPacked: true }) },
    }, {
      '/entrypoint.sh': { ...isProgram, content: SCRIPT },
      '/etc': { kind: 'directory' },
      '/etc/group': { content: GROUP },
      '/etc/passwd': { content: PASSWD },
      '/root': { kind: 'directory', mode: 0o700 },
      '/tmp': { kind: 'directory', mode: 0o1777 },
      '/var': { kind: 'directory' },
      '/var/lib': { kind: 'directory' },
      '/var/lib/app': { kind: 'directory' },
    }],
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root'],
      Entrypoint: ['/entrypoint.sh'],
      Cmd: ['--serve'],
      User: '0:0',
      WorkingDir: '/',
      Volumes: { '/var/lib/app': {} },
      ExposedPorts: { '80/tcp': {}, '53/udp': {} },
      StopSignal: 'SIGTERM',
      Healthcheck: { Test: ['CMD', '/usr/bin/app', '-check'] },
      Labels: { 'org.opencontainers.image.title': 'router', 'example.team': 'net', 'org.opencontainers.image.version': 'dev' },
    },
  };
}

/** The image as a layout. */
export function written(router: BuiltRouter): LayoutWriter {
  const writer = new LayoutWriter();
  const images = router.platforms.map(({ platform, layers, config, manifestType, layerType }) => {
    const stored = layerType === undefined ? {} : { mediaType: layerType };
    const type = manifestType === undefined ? {} : { mediaType: manifestType };
    const tars = layers.map(layer => ({ tar: tar(...Object.entries(layer).map(([path, built]) => packed(path, built))), ...stored }));
    return writer.image(tars, { platform, config: { config }, manifest: type, descriptor: type });
  });
  const attestation = writer.blob(OCI.manifest, {
    schemaVersion: 2,
    config: writer.blob(OCI.config, { os: 'unknown', architecture: 'unknown' }),
    layers: [writer.blob('application/vnd.in-toto+json', { of: 1 }, { annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' } })],
  }, {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': images[0]?.digest },
  });
  const signature = writer.blob(OCI.manifest, {
    schemaVersion: 2, artifactType: 'application/x-signature', config: writer.blob('application/vnd.oci.empty.v1+json', {}), layers: [],
  });
  const manifests = [...images, ...router.attestation ? [attestation] : [], ...router.signature ? [signature] : []];
  const mediaType = router.indexType ?? OCI.index;
  return writer.top([writer.blob(mediaType, { schemaVersion: 2, mediaType, manifests })]);
}

function packed(path: string, { kind, mode, owner = 0, content = '', target = '', capability }: BuiltPath): Buffer {
  const name = path.slice(1);
  const who = { uid: owner, gid: owner };
  const attributes = capability ? [pax({ 'SCHILY.xattr.security.capability': 'x' })] : [];
  if (kind === 'directory') return directory(name, { ...who, ...mode === undefined ? {} : { mode } });
  if (kind === 'link') return symlink(name, target);
  if (kind === 'device') return entry({ name, type: '3', mode: mode ?? 0o600, major: 1, minor: 3 });
  if (kind === 'whiteout') return file(name.replace(/[^/]+$/, '.wh.$&'));
  return Buffer.concat([...attributes, file(name, content, { ...who, mode: mode ?? 0o644 })]);
}
