import { Program, debian, golang, imageProgram, pinOf, stageProgram } from './world';
import type { ImageModel } from '../../../src';
import type { Library } from '../intercept';

/** Everything that `ScratchImage` takes. */
const scratch = imageProgram('scratch', (image, api) => {
  const { RootfsEntry, RuntimeNeed, FileSize, Size, ExecutableFormat, MountPoint } = api;
  const build = new api.BuildStage(image, 'App', { base: debian(api), purpose: 'builds the app', notes: ['a note', 'another note'] });
  build.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/app']);
  const app = build.artifact({
    root: '/out',
    entries: [RootfsEntry.file('/bin/app', {
      mode: '0755',
      owner: '7:8',
      platforms: ['linux/amd64'],
      size: FileSize.about(Size.kibibytes(30), 'a build'),
      executable: {
        format: ExecutableFormat.ELF,
        interpreter: '/lib/ld-musl.so',
        libraries: ['libc.so', 'libz.so'],
        shellBuiltins: ['echo'],
        packer: { name: 'UPX', method: 'LZMA', version: '4.2.4' },
        needs: [
          RuntimeNeed.command('uname', 'asks'), RuntimeNeed.caCertificates('talks'), RuntimeNeed.shell('calls'), RuntimeNeed.timeZones('shows'),
          RuntimeNeed.userLookup('looks'), RuntimeNeed.writableDirectory('/var/lib/app', 'keeps'),
        ],
      },
    })],
  });
  const more = api.Artifact.built(build, {
    root: '/more',
    entries: ['/lib/ld-musl.so', '/lib/libc.so', '/lib/libz.so', '/usr/bin/uname', '/bin/sh', '/etc/ssl/certs/ca-certificates.crt', '/usr/share/zoneinfo/UTC'].map(path => RootfsEntry.file(path, { mode: '0755', size: FileSize.exactly(Size.bytes(4096)) })),
  });
  const texts = api.Artifact.text([{ entry: RootfsEntry.file('/etc/app.conf', { mode: '0644' }), content: 'key = value\nother = value\n' }]);
  new api.ScratchImage(image, 'Runtime', {
    contents: [app, more, texts],
    assembledIn: debian(api),
    users: [{ name: 'root', uid: 0, home: '/root', shell: '/bin/sh' }, { name: 'app', uid: 7, gid: 8, home: '/var/lib/app', shell: '/bin/sh' }],
    groups: [{ name: 'staff', gid: 8, members: ['app', 'root'] }],
    user: 'app',
    volumes: [MountPoint.persistent('/var/lib/app', { mode: '0700', owner: '7:8' }), MountPoint.tmpfs('/run', { mode: '0755' })],
    sockets: ['/run/app.sock'],
    directories: [RootfsEntry.directory('/etc/app.d', { mode: '0755', owner: '0:0' })],
    links: [RootfsEntry.symlink('/opt/app', '/bin/app')],
    environment: { PATH: '/usr/bin:/bin', MODE: 'good' },
    entrypoint: ['/bin/app', '--serve'],
    cmd: ['--level', 'debug'],
    reasons: { '--level': 'it is new' },
    stopSignal: 'SIGINT',
    healthcheck: { command: ['/bin/app', 'ping'] },
    exposedPorts: ['8080', '53/udp'],
    workingDirectory: '/var/lib/app',
  });
});

const layers = imageProgram('scratch in layers', (image, api) => {
  const { RootfsEntry } = api;
  const texts = api.Artifact.text([
    { entry: RootfsEntry.file('/etc/app.conf', { mode: '0644', owner: '1:2' }), content: 'key = value\n' },
    { entry: RootfsEntry.file('/etc/start', { mode: '0755', text: '#!/bin/sh\nexec true\n' }).withExecutable({ format: api.ExecutableFormat.SCRIPT, interpreter: '/bin/sh' }), content: '#!/bin/sh\nexec true\n' },
  ]);
  new api.ScratchImage(image, 'Runtime', {
    contents: [texts], layering: api.Layering.PER_ARTIFACT, links: [RootfsEntry.symlink('/bin/ash', '/etc/app.conf').at('/bin/a')], cmd: ['/etc/start', 'now'], searchPath: ['/opt/app/bin'], assembledIn: debian(api),
  });
  api.Checks.of(image).acknowledge('rootfs/missing-interpreter', 'a good reason');
  api.Checks.of(image).acknowledge('verify/label', 'another good reason', { subject: 'io.buildah.*' });
});

/** Everything that `RuntimeImage` takes, and packages. */
const onBase = imageProgram('on a base', (image, api) => {
  const { AptPackages, AptSnapshot, ApkPackages, Artifact, MountPoint, RootfsEntry } = api;
  const build = new api.BuildStage(image, 'App', { base: debian(api), purpose: 'builds the app' });
  build.install(AptPackages.of(['gcc', 'libc6-dev=2.41-12'], { programs: ['/usr/bin/gcc'], snapshot: AptSnapshot.debian('20260801T000000Z', { mirror: 'http://mirror.example.com/archive', components: ['main', 'contrib'] }) }));
  build.install(AptPackages.of(['make'], { snapshot: AptSnapshot.ubuntu('20260801T000000Z') }));
  build.install(ApkPackages.of(['curl', 'git~2.49'], { programs: ['/usr/bin/curl', '/usr/bin/git'] }));
  build.install({ script: ['dnf install -y gcc', 'dnf clean all'], options: { effects: { adds: ['/usr'], programs: ['/usr/bin/cc'] } } });
  build.run(['make -C /src', 'cp -r /src/dist /dist']);
  new api.RuntimeImage(image, 'Runtime', {
    base: debian(api),
    contents: [Artifact.directory(build, '/dist', '/srv/app'), Artifact.file(build, '/src/app.jar', '/srv/app.jar'), Artifact.local(['service', 'docs'], '/srv/site/')],
    packages: [AptPackages.of(['libpq5'])],
    users: [{ name: 'app', uid: 7, gid: 8, home: '/var/lib/app', shell: '/bin/sh' }],
    groups: [{ name: 'staff2', gid: 8, members: ['app', 'root'] }],
    user: 'app',
    volumes: [MountPoint.persistent('/var/lib/app', { mode: '0700', owner: '7:8' })],
    sockets: ['/run/app.sock'],
    directories: [RootfsEntry.directory('/etc/app.d', { mode: '0755', owner: '0:0' })],
    links: [RootfsEntry.symlink('/opt/app', '/srv/app')],
    searchPath: ['/srv/app/bin', '/opt/bin'],
    environment: { MODE: 'good' },
    entrypoint: ['/srv/app/start', '--serve'],
    cmd: ['--level', 'debug'],
    reasons: { '--level': 'it is new' },
    stopSignal: 'SIGINT',
    healthcheck: { command: ['/srv/app/start', 'ping'] },
    exposedPorts: ['8080', '53/udp'],
    workingDirectory: '/srv/app',
  });
});

const busybox = imageProgram('BusyBox, UPX, certificates', (image, api) => {
  const { Applet, BusyboxSetting } = api;
  const shell = new api.BusyboxApplets(image, 'Shell', {
    version: pinOf(api, 'BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', versioning: 'docker', version: '1.37.0' }),
    applets: [Applet.ASH, Applet.SH, Applet.LS, Applet.UNAME],
    settings: [BusyboxSetting.on('FEATURE_EDITING'), BusyboxSetting.off('FEATURE_LS_COLOR'), BusyboxSetting.number('FEATURE_EDITING_HISTORY', 99), BusyboxSetting.text('UNAME_OSNAME', 'Linux')],
    toolchain: api.CrossToolchain.debianMusl(debian(api)),
    size: api.FileSize.about(api.Size.kibibytes(400), 'a build'),
  });
  const packed = new api.UpxCompress(image, 'Packed', { input: shell, base: debian(api), version: '4.2.4', unsupported: api.UpxUnsupported.SKIP, unpacked: [{ platform: api.Platform.LINUX_ARM_V7, reason: 'it has flash' }] });
  const trust = new api.CaCertificates(image, 'Trust', { base: golang(api), path: '/etc/ssl/certs/ca-certificates.crt' });
  new api.ScratchImage(image, 'Runtime', { contents: [packed, trust], cmd: ['/bin/sh', '-i'], environment: { PATH: '/usr/bin:/bin:/sbin:/usr/sbin' } });
}, { platforms: ({ Platform }) => [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7] });

const routerOs = imageProgram('RouterOS', (image, api) => {
  const { EnvironmentArgumentKind } = api;
  const entrypoint = new api.RouterOsEntrypoint(image, 'Entrypoint', {
    exec: ['/bin/app', '--serve'],
    path: '/entrypoint',
    forwarding: api.IpForwarding.IPV4_AND_IPV6,
    sysctls: [{ name: 'net.ipv4.conf.all.rp_filter', value: '2' }],
    environmentArguments: [
      { variable: 'APP_ARGS', kind: EnvironmentArgumentKind.WORDS, defaultValue: '--quiet --fast' }, { variable: 'APP_DIR', flag: '--dir=', defaultValue: '/var/lib/app' },
    ],
    configFile: api.EntrypointConfigFile.json('/run/app.json', {
      flag: '--config=',
      fields: [
        api.EntrypointConfigField.fixedText('version', 'alpha0'), api.EntrypointConfigField.fixedFlag('locked', false),
        api.EntrypointConfigField.text('name', 'APP_NAME'), api.EntrypointConfigField.list('routes', 'APP_ROUTES'),
        api.EntrypointConfigField.flag('accept', 'APP_ACCEPT'), api.EntrypointConfigField.number('port', 'APP_PORT'),
        api.EntrypointConfigField.secretFile('token', '/var/lib/app/key', { prefix: 'file:', usedWhen: { path: '/var/lib/app/state', text: '"profile-' } }),
      ],
    }),
  });
  const stage = new api.BuildStage(image, 'App', { base: debian(api), purpose: 'builds the app' });
  stage.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/app', 'cp /bin/sh /out/bin/sh', 'cp /bin/cat /out/bin/cat']);
  const elf = { mode: '0755', executable: { format: api.ExecutableFormat.ELF } };
  const app = stage.artifact({ root: '/out', entries: [api.RootfsEntry.file('/bin/app', elf), api.RootfsEntry.file('/bin/sh', elf), api.RootfsEntry.file('/bin/cat', elf)] });
  new api.ScratchImage(image, 'Runtime', { contents: [entrypoint, app], entrypoint: [entrypoint.path], environment: { PATH: '/bin' } });
});

const toolchain = stageProgram('a toolchain', (stage, api) => {
  const musl = api.CrossToolchain.debianMusl(debian(api));
  musl.prepareHost(stage, ['bzip2', 'make']);
  stage.entrypoint(['/bin/true']);
});

const questions = (api: Library) => ({ result, platforms }: ImageModel) => {
  result.rootfs.at('/etc/app.conf');
  result.rootfs.lookup('/etc/app.conf');
  result.rootfs.command('app', '/usr/bin:/bin');
  return platforms.length === 0 ? [] : [
    { what: 'There is no name of the team.', why: 'It is asked for.', fix: 'Add it.', platforms: ['linux/amd64'], severity: api.Severity.INFO },
    { what: 'Who knows.', unknown: 'nobody said it', undecided: true },
  ];
};

const rules = imageProgram('rules of a team', (image, api) => {
  const texts = api.Artifact.text([{ entry: api.RootfsEntry.file('/etc/app.conf', { mode: '0755' }), content: '#!/bin/sh\n' }]);
  new api.ScratchImage(image, 'Runtime', { contents: [texts], cmd: ['/etc/app.conf'], assembledIn: debian(api) });
  api.Checks.of(image).apply({
    rules: [{ id: 'acme/team', title: 'There is a name of the team', why: 'It is asked for.', fix: 'Add it.', severity: api.Severity.INFO, check: questions(api) }],
    severities: { 'rootfs/missing-interpreter': api.Severity.INFO, 'user/root': api.Severity.INFO },
  });
  api.Problems.of(image).report({ id: 'acme/odd', what: 'It is odd.', why: 'It is.', fix: 'Make it even.', where: 'Router', severity: api.Severity.INFO });
});

export const BLOCK_PROGRAMS: readonly Program[] = [scratch, layers, onBase, busybox, routerOs, toolchain, rules];
