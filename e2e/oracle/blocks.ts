import {
  Applet, Artifact, BaseImage, BuildStage, BusyboxApplets, BusyboxSetting, CaCertificates, ContainerImage, ContainerImageProps, CrossToolchain,
  EntrypointConfigField, EntrypointConfigFile, EnvironmentArgumentKind, ExecutableFormat, GoCrossBuild, GoCrossBuildProps, GoSource, GoVariable,
  IpForwarding, Layering, MountPoint, PackagePin, Platform, RootfsEntry, RouterOsEntrypoint, ScratchImage, ScratchImageProps, TailscaleFeature,
  TailscaleFeatures, UpxCompress, UpxMethod, UpxUnsupported,
} from '../../src';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { detachedRoot } from '../../test/support/root';

const ZEROS = '0'.repeat(64);
const DEBIAN = BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`);
const GO = BaseImage.registry(`golang:1.26.3-alpine@sha256:${ZEROS}`);
const TAILSCALE = new PackagePin('TAILSCALE_VERSION', { datasource: 'github-releases', depName: 'tailscale', packageName: 'tailscale/tailscale', version: 'v1.98.3' });
const BUSYBOX = new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', versioning: 'docker', version: '1.37.0' });
const app = (more: object) => new PackagePin('APP_VERSION', { datasource: 'github-tags', depName: 'app', version: 'v1.2.3', ...more });

const SEVEN = ['amd64', '386', 'arm64', 'arm/v7', 'arm/v6', 'arm/v5', 'riscv64'].map(name => Platform.parse(`linux/${name}`));
const ELF = { executable: { format: ExecutableFormat.ELF, writtenInGo: true } };

/** A text that means something to every reader on its way. */
const HOSTILE = 'it\'s "x" \\n $HOME ${X:-y} `z` # <<EOF \u00a0é😀';

type Fill = (image: ContainerImage) => void;

const go = (props: Partial<GoCrossBuildProps>): Fill => image => {
  const binaries = [{ mainPackage: './cmd/app', path: '/usr/bin/app', links: ['/bin/b', '/usr/bin/it\'s'] }];
  const made = new GoCrossBuild(image, 'App', { source: GoSource.directory('app'), toolchain: GO, binaries, ...props });
  new ScratchImage(image, 'Runtime', { contents: [made], entrypoint: ['/usr/bin/app'] });
};

const upx = (method: UpxMethod): Fill => image => {
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'builds' });
  stage.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/a']);
  const input = stage.artifact({ root: '/out', entries: [RootfsEntry.file('/bin/a', ELF), RootfsEntry.symlink('/bin/b', 'a')] });
  const packed = new UpxCompress(image, 'Packed', { input, base: DEBIAN, method, unsupported: UpxUnsupported.SKIP });
  new ScratchImage(image, 'Runtime', { contents: [packed] });
};

const scratch = (props: Partial<ScratchImageProps>): Fill => image => {
  const stage = new BuildStage(image, 'App', { base: DEBIAN, purpose: 'builds', notes: ['a note', ''] });
  stage.run(['mkdir -p /out', 'touch /out/a']);
  new ScratchImage(image, 'Runtime', {
    contents: [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/a')] }), Artifact.text([{ entry: RootfsEntry.file('/etc/app', { mode: '0755' }), content: `#!/bin/sh\n${HOSTILE}\n` }])],
    assembledIn: DEBIAN,
    ...props,
  });
};

const everything: Partial<ScratchImageProps> = {
  users: [{ name: 'root', uid: 0, home: '/root', shell: '/bin/sh' }, { name: 'app', uid: 7, gid: 8 }],
  groups: [{ name: 'staff', gid: 8, members: ['root'] }],
  user: 'app',
  volumes: [MountPoint.persistent('/var/lib/app', { mode: '0700', owner: '1:2' }), MountPoint.tmpfs('/run'), MountPoint.persistent('/it\'s')],
  sockets: ['/var/run/app/app.sock'],
  directories: [RootfsEntry.directory('/etc/app.d')],
  links: [RootfsEntry.symlink('/var/tmp', '/tmp'), RootfsEntry.symlink('/opt/it\'s', '../tmp')],
  environment: { A: HOSTILE.replace(/\$/g, '\\$'), B: '' },
  entrypoint: ['/etc/app'],
  cmd: ['--a', HOSTILE],
  reasons: { '--a': 'because' },
  stopSignal: 'SIGINT',
  healthcheck: { command: ['/etc/app', HOSTILE], interval: '30s', retries: 2 },
  exposedPorts: ['8080', '53/udp'],
  workingDirectory: '/var/lib/app',
};

/** Images of the blocks in all their variants, by what is special in each. */
const IMAGES: Record<string, { readonly fill: Fill; readonly props?: Partial<ContainerImageProps> }> = {
  'Go from a directory': { fill: go({}), props: { platforms: SEVEN } },
  'Go from a module': { fill: go({ source: GoSource.module('tailscale.com', TAILSCALE) }) },
  'Go from a module with its hash': { fill: go({ source: GoSource.module('tailscale.com', TAILSCALE, { h1: `h1:${'A'.repeat(43)}=` }) }) },
  'Go from a git tag': { fill: go({ source: GoSource.git('https://example.com/app.git', app({ commit: '0'.repeat(40) })) }) },
  'Go from an archive': { fill: go({ source: GoSource.archive('https://example.com/app-$APP_VERSION.tar.gz', app({ sha256: ZEROS })) }) },
  'Go with all options': {
    fill: go({
      source: GoSource.module('tailscale.com', TAILSCALE),
      tags: ['b', 'a'],
      variables: [GoVariable.version('main.version'), GoVariable.text('main.a', 'b'), GoVariable.text('main.c', 'it\'s $HOME'), GoVariable.text('main.d', '"x" `y`')],
      gcflags: ['all=-l'],
      ldflags: ['-extldflags=-static'],
      extraFiles: [{ packagePath: './version', fileName: 'x.go', content: `package version // ${HOSTILE}\nEOT\n` }],
    }),
    props: { platforms: [...SEVEN, Platform.parse('linux/arm64/v9'), Platform.parse('linux/amd64/v3')] },
  },
  'Go with features': { fill: go({ source: GoSource.module('tailscale.com', TAILSCALE), features: TailscaleFeatures.minimal({ keep: [TailscaleFeature.because('cli', HOSTILE), TailscaleFeature.named('dns')] }) }) },
  'BusyBox for seven platforms': {
    fill: image => {
      const settings = [BusyboxSetting.number('FEATURE_EDITING_HISTORY', 99), BusyboxSetting.on('FEATURE_EDITING')];
      const made = new BusyboxApplets(image, 'Shell', { version: BUSYBOX, applets: [Applet.ASH, Applet.TEST_BRACKET, Applet.LS], settings, toolchain: CrossToolchain.debianMusl(DEBIAN) });
      new ScratchImage(image, 'Runtime', { contents: [made] });
    },
    props: { platforms: SEVEN },
  },
  'UPX with LZMA, not everywhere': { fill: upx(UpxMethod.LZMA), props: { platforms: SEVEN } },
  'UPX with NRV': { fill: upx(UpxMethod.NRV) },
  'scratch in one layer': { fill: scratch({ ...everything, layering: Layering.SINGLE }) },
  'scratch in a layer for each part': { fill: scratch({ ...everything, layering: Layering.PER_ARTIFACT }) },
  'scratch with nothing': { fill: scratch({}) },
  'labels, devices and excluded platforms': {
    fill: scratch({}),
    props: {
      description: HOSTILE,
      labels: { 'org.example.a': HOSTILE, 'b': '' },
      platforms: SEVEN,
      devices: [{ platform: Platform.LINUX_AMD64, devices: HOSTILE }],
      excluded: [{ platform: Platform.LINUX_MIPSLE, reason: HOSTILE }],
    },
  },
  'certificates and an entrypoint for RouterOS': {
    fill: image => {
      const entrypoint = new RouterOsEntrypoint(image, 'Entrypoint', {
        exec: ['/etc/app', HOSTILE],
        forwarding: IpForwarding.IPV4_AND_IPV6,
        sysctls: [{ name: 'net.ipv4.conf.eth0/100.rp_filter', value: '2' }],
        environmentArguments: [{ variable: 'ARGS', kind: EnvironmentArgumentKind.WORDS }, { variable: 'DIR', flag: '--dir=', defaultValue: HOSTILE }],
        configFile: EntrypointConfigFile.json('/run/app.json', {
          flag: '--config=',
          fields: [EntrypointConfigField.list('routes', 'ROUTES'), EntrypointConfigField.secretFile('key', '/var/lib/app/key')],
        }),
      });
      new ScratchImage(image, 'Runtime', { contents: [entrypoint, new CaCertificates(image, 'Trust', { base: GO })], entrypoint: [entrypoint.path] });
    },
  },
};

/** The Dockerfiles that blocks make, by what is special in each. */
export function blockDockerfiles(): Record<string, string> {
  return Object.fromEntries(Object.entries(IMAGES).map(([name, { fill, props }]) => {
    const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.LINUX_AMD64], ...props });
    fill(image);
    return [name, _printDockerfile(_resolveImage(image), 'Generated.')];
  }));
}
