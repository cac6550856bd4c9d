import { describe, expect, test } from 'vitest';
import {
  Artifact, BaseImage, BuildStage, ContainerImage, ExecutableFormat, FileSize, Layering, Packer, Platform, RootfsEntry, ScratchImage, Size,
  StagePlatform, dockerfile,
} from '../../src';
import { _ExampleFiles, _createExampleRepository } from '../../src/checks/examples/example-files';
import { _GroupClaims, _Manifest, _parseManifest } from '../../src/manifest';
import { _resolveImage } from '../../src/plan';
import { _printBake, _printDockerfile, _printDockerignore, _createManifest } from '../../src/render';
import { DEBIAN, GO, TAILSCALE, newImage } from '../support/image';

const { Cmd, Command, Entrypoint, Env, Expose, Healthcheck, KeyValue, Label, StopSignal, User, Word, Workdir } = dockerfile;

function manifestOf(image: ContainerImage): _Manifest {
  return _parseManifest(_createManifest(_resolveImage(image), 'generated'));
}

/** The claims about an image whose last stage begins with `base`. */
function claims(base: BaseImage, fill: (stage: BuildStage, image: ContainerImage) => void): _GroupClaims {
  const image = newImage();
  const stage = new BuildStage(image, 'Runtime', { base, purpose: 'is the image', runsOn: StagePlatform.TARGET });
  fill(stage, image);
  image.defineRuntime(stage);
  return manifestOf(image).groups[0];
}

const scratch = BaseImage.scratch();

test('carries what is accepted', () => {
  const accepted = [{ id: 'verify/label', subject: 'io.buildah.version', reason: 'Buildah writes it' }, { id: 'verify/command', reason: 'is mounted', rule: 'start/missing-command' }];
  const text = _createManifest(_resolveImage(newImage()), 'generated', accepted);
  expect(_parseManifest(text).accepted).toEqual(accepted);
  expect(_createManifest(_resolveImage(newImage()), 'generated')).not.toContain('accepted');
});

describe('a base', () => {
  const { Run } = dockerfile;

  test.each<[string, BaseImage, (stage: BuildStage) => void, object | undefined]>([
    ['is claimed by its repository', DEBIAN, stage => stage.addNode(new Cmd(Command.exec(['sh']))), { image: 'debian', layers: 0 }],
    ['is claimed with its registry', BaseImage.registry(`localhost:5000/a/b@sha256:${'0'.repeat(64)}`), () => {}, { image: 'localhost:5000/a/b', layers: 0 }],
    ['may be changed by a command', DEBIAN, stage => stage.addNode(Run.shell('make install')), { image: 'debian', layers: 1, changed: ['/'] }],
    ['may be changed where a copy puts unknown files', DEBIAN, stage => stage.copyLocal(['assets'], '/srv/'), { image: 'debian', layers: 1, changed: ['/srv'] }],
    [
      'may be changed by a declared effect', DEBIAN, stage => stage.run(['x'], { effects: { adds: ['/opt'], changes: ['/etc/x'] } }),
      { image: 'debian', layers: 1, changed: ['/etc/x', '/opt'] },
    ],
    ['without a digest is not claimed', BaseImage.unpinned('debian:13', 'a test'), () => {}, undefined],
    ['of one platform is claimed with that', DEBIAN.onPlatform('linux/arm64'), () => {}, { image: 'debian', platform: 'linux/arm64', layers: 0 }],
    ['of the machine that builds is claimed', DEBIAN.onPlatform('$BUILDPLATFORM'), () => {}, { image: 'debian', layers: 0 }],
    ['of a platform that an argument decides is claimed without it', DEBIAN.onPlatform('linux/$ARCH'), () => {}, { image: 'debian', platform: null, layers: 0 }],
    ['in an OCI layout is claimed with its context', BaseImage.ociLayout('vendor/python', { tag: '3.13' }), () => {}, { image: 'oci-layout://vendor/python', context: 'vendor-python-3-13-layout', layers: 0 }],
    ['has no known number of layers on top if a directory may be the root', DEBIAN, stage => stage.addNode(new Workdir(Word.template('$DIR'))), { image: 'debian', changed: ['/'] }],
    ['that is empty is not claimed', BaseImage.scratch(), () => {}, undefined],
  ])('%s', (_, base, fill, expected) => expect(claims(base, fill).base).toEqual(expected));

  test('is claimed in the same words when a bot updates it', () => {
    const text = (tag: string, digit: string) => JSON.stringify(claims(BaseImage.registry(`debian:${tag}@sha256:${digit.repeat(64)}`), () => {}));
    expect(text('14-slim', '1')).toBe(text('13-slim', '0'));
  });
});

test('says of a packed program whether the build checked it before', () => {
  const executable = { format: ExecutableFormat.ELF, packed: true };
  const packed = (path: string, packer?: Packer) => RootfsEntry.file(path, { executable: { ...executable, packer } });
  const { files } = claims(scratch, (stage, image) => {
    const build = new BuildStage(image, 'Build', { base: GO, purpose: 'builds' });
    stage.copyArtifact(build.artifact({ root: '/out', entries: [packed('/checked', { name: 'upx', checked: true }), packed('/unchecked', { name: 'upx' })] }), '/');
  });
  expect(files).toMatchObject({ '/checked': { elf: { packed: true, checked: true } }, '/unchecked': { elf: { packed: true } } });
  expect(files['/unchecked'].elf).not.toHaveProperty('checked');
});

test('says what is there, and leaves out what goes without saying', () => {
  const image = newImage({
    title: 'app',
    platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
    budgets: [
      { extracted: Size.mebibytes(8), layers: 2 },
      { platforms: [Platform.LINUX_ARM64], transferred: Size.mebibytes(4) },
    ],
  });
  const build = new BuildStage(image, 'Build', { base: GO, purpose: 'builds' });
  const entries = [
    RootfsEntry.file('/usr/bin/app', { executable: { format: ExecutableFormat.ELF, writtenInGo: true, packed: true } }),
    RootfsEntry.file('/usr/share/data', { size: FileSize.about(Size.mebibytes(3), 'a guess'), owner: '1:2' }),
    RootfsEntry.symlink('/usr/bin/alias', 'app'),
    RootfsEntry.symlink('/etc/mtab', '/proc/mounts'),
    RootfsEntry.file('/only-arm', { platforms: ['linux/arm64'] }),
  ];
  new ScratchImage(image, 'Scratch', { contents: [build.artifact({ root: '/out', entries })], layering: Layering.PER_ARTIFACT, entrypoint: ['/usr/bin/app'] });
  expect(_createManifest(_resolveImage(image), 'generated')).toMatchInlineSnapshot(`
    "{
      "//": "generated",
      "schema": 1,
      "image": "Image",
      "target": { "name": "generic", "attestations": true },
      "budgets": {
        "linux/amd64": { "extracted": 8388608, "layers": 2 },
        "linux/arm64": { "transferred": 4194304 }
      },
      "groups": [
        {
          "platforms": ["linux/amd64"],
          "layers": 2,
          "config": {
            "entrypoint": ["/usr/bin/app"],
            "env": { "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
            "labels": {
              "org.opencontainers.image.title": "app",
              "org.opencontainers.image.version": null
            },
            "stopSignal": "SIGTERM"
          },
          "files": {
            "/etc/group": { "size": 10 },
            "/etc/passwd": { "size": 30 },
            "/usr/bin/app": {
              "elf": { "go": true, "packed": true }
            },
            "/usr/share/data": { "owner": "1:2" }
          },
          "directories": {
            "/root": { "mode": "0700" },
            "/tmp": { "mode": "1777" }
          },
          "links": [
            {
              "to": "/proc/mounts",
              "dangling": true,
              "at": ["/etc/mtab"]
            },
            {
              "to": "app",
              "at": ["/usr/bin/alias"]
            }
          ]
        },
        {
          "platforms": ["linux/arm64"],
          "layers": 2,
          "config": {
            "entrypoint": ["/usr/bin/app"],
            "env": { "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
            "labels": {
              "org.opencontainers.image.title": "app",
              "org.opencontainers.image.version": null
            },
            "stopSignal": "SIGTERM"
          },
          "files": {
            "/etc/group": { "size": 10 },
            "/etc/passwd": { "size": 30 },
            "/only-arm": {},
            "/usr/bin/app": {
              "elf": { "go": true, "packed": true }
            },
            "/usr/share/data": { "owner": "1:2" }
          },
          "directories": {
            "/root": { "mode": "0700" },
            "/tmp": { "mode": "1777" }
          },
          "links": [
            {
              "to": "/proc/mounts",
              "dangling": true,
              "at": ["/etc/mtab"]
            },
            {
              "to": "app",
              "at": ["/usr/bin/alias"]
            }
          ]
        }
      ]
    }
    "
  `);
});

describe('what nobody knows', () => {
  test('is an unknown region where a base image brings files; what is put into it is claimed', () => {
    const { unknown, files, directories, layers, config } = claims(DEBIAN, stage => stage.write('/etc/app.conf', 'x\n'));
    expect({ unknown, files, directories, layers, inherits: config.inherits }).toEqual({
      unknown: ['/'], files: { '/etc/app.conf': { size: 2 } }, directories: {}, layers: undefined, inherits: true,
    });
  });

  test('is not claimed of what a command may have changed', () => {
    const { unknown, files } = claims(DEBIAN, stage => {
      stage.write('/etc/before', 'x\n');
      stage.run(['something']);
      stage.write('/etc/after', 'x\n');
    });
    expect({ unknown, files: Object.keys(files) }).toEqual({ unknown: ['/'], files: ['/etc/after'] });
  });

  test('is a known region where a part of it is complete', () => {
    const { unknown, known, files } = claims(DEBIAN, stage => stage.artifact({ root: '/opt/app', entries: [RootfsEntry.file('/a')] }));
    expect(unknown).toEqual(['/']);
    expect(known).toEqual(['/opt/app']);
    expect(Object.keys(files)).toEqual(['/opt/app/a']);
  });

  test('is the same below a working directory, which commands may have changed', () => {
    const of = (prepare: (stage: BuildStage) => void) => claims(DEBIAN, stage => {
      const build = new BuildStage(stage.image, 'Build', { base: DEBIAN, purpose: 'builds' });
      prepare(build);
      build.run(['echo 1 > /app/main.js']);
      stage.copyArtifact(build.artifact({ root: '/app', entries: [RootfsEntry.file('/main.js')] }), '/app');
    });
    const { files, unknown, known } = of(build => build.workdir('/app'));
    expect({ files, unknown, known }).toEqual({ files: { '/app/main.js': {} }, unknown: ['/'], known: undefined });
    expect(of(build => { build.env({ D: '/app' }); build.addNode(new Workdir(Word.variable('D'))); }).files).toEqual(files);
    expect(of(() => undefined).files).toEqual(files);
  });

  test('is null in the configuration where an argument of the build is expanded', () => {
    const { config } = claims(scratch, stage => {
      for (const name of ['B', 'WHO', 'PORT', 'SIGNAL']) stage.arg(name);
      stage.addNode(new Env([KeyValue.word(Word.literal('A'), Word.template('$B')), KeyValue.of('C', 'd')]));
      stage.addNode(new Label([KeyValue.word(Word.literal('l'), Word.variable('B'))]));
      stage.addNode(new User(Word.variable('WHO')));
      stage.addNode(new Workdir(Word.template('/$B')));
      stage.addNode(new Expose([Word.variable('PORT')]));
      stage.addNode(new StopSignal(Word.variable('SIGNAL')));
    });
    expect(config).toMatchObject({ env: { A: null, C: 'd' }, labels: { l: null }, user: null, workingDirectory: null, exposedPorts: null, stopSignal: null });
  });

  test('is the shell of a base image, with which a shell form begins', () => {
    const command = (stage: BuildStage) => stage.addNode(new Cmd(Command.shell('run me')));
    expect(claims(DEBIAN, command).config.cmd).toBeNull();
    expect(claims(scratch, command).config.cmd).toEqual(['/bin/sh', '-c', 'run me']);
  });

  test('is how many layers there are, where a directory may be the root', () => {
    const layers = (path: dockerfile.Word) => claims(scratch, stage => {
      stage.arg('D');
      stage.write('/a', 'x\n');
      stage.addNode(new Workdir(path));
    }).layers;
    expect([Word.literal('/'), Word.literal('/srv'), Word.variable('D')].map(layers)).toEqual([1, 2, undefined]);
  });
});

test('a configuration is claimed as BuildKit writes it', () => {
  const { config } = claims(scratch, stage => {
    stage.addNode(new Expose([Word.literal('80'), Word.literal('53/udp'), Word.literal('7000-7002')]));
    stage.addNode(Healthcheck.command(Command.shell('ok')));
    stage.addNode(new Entrypoint(Command.exec(['/a', 'b'])));
  });
  expect(config).toMatchObject({ exposedPorts: ['53/udp', '7000/tcp', '7001/tcp', '7002/tcp', '80/tcp'], healthcheck: ['CMD-SHELL', 'ok'], entrypoint: ['/a', 'b'] });
});

test('a file that a later layer replaces is told, for a rule has told it already', () => {
  expect(claims(scratch, stage => {
    stage.write('/a', 'x\n');
    stage.write('/a', 'xy\n');
  })).toMatchObject({ layers: 2, replaced: ['/a'], files: { '/a': { size: 3 } } });
});

describe('a bot that moves a version makes nothing stale', () => {
  /** Everything that may hold a version, with one. */
  function withVersion(version: string): string {
    const image = newImage();
    const pin = Object.assign(Object.create(Object.getPrototypeOf(TAILSCALE)), TAILSCALE, { version });
    const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    build.pin(pin);
    const plain = version.replace(/^v/, '');
    const programs = build.artifact({ root: '/out', entries: [RootfsEntry.file(`/opt/app-${plain}/bin/app`), RootfsEntry.file('/opt/readme')] });
    const text = (path: string, content: string) => ({ entry: RootfsEntry.file(path, { text: content }), content });
    new ScratchImage(image, 'Runtime', {
      contents: [programs, Artifact.text([text('/etc/version', `${version}\n`), text('/etc/other', 'same\n')])],
      environment: { VERSION: version, URL: `https://example.com/${plain}/x`, OTHER: '11.98.3' },
      cmd: [`/opt/app-${plain}/bin/app`],
      user: '0:0',
    });
    return _createManifest(_resolveImage(image), 'generated');
  }

  test('whatever holds it is claimed to be there, and no more', () => {
    const before = withVersion('v1.98.3');
    expect(withVersion('v1.98.10')).toBe(before);
    const [{ config, files, unknown }] = _parseManifest(before).groups;
    expect(config).toMatchObject({ cmd: null, env: { VERSION: null, URL: null, OTHER: '11.98.3' }, user: '0:0' });
    expect(files).toMatchObject({ '/etc/version': {}, '/etc/other': { size: 5 }, '/opt/readme': {} });
    expect(files['/etc/version']).not.toHaveProperty('size');
    expect(unknown).toEqual(['/opt']);
  });
});

describe('what a copy brings from the repository', () => {
  const run = (stage: BuildStage, effects?: object) => stage.addNode(dockerfile.Run.shell('make', effects));
  test.each<[string, (stage: BuildStage) => void, object | undefined]>([
    ['is there, with the mode and the owner that the copy says', stage => stage.copyLocal(['app.py'], '/app/app.py', { mode: '0755' }), { '/app/app.py': { mode: 'u=rwx,go=rx' } }],
    ['may keep that it is executable', stage => stage.copyLocal(['app.py'], '/app.py', { mode: '0644', owner: '5:6' }), { '/app.py': { mode: 'u=rwX,go=rX', owner: '5:6' } }],
    ['has the mode of the checkout', stage => stage.copyLocal(['app.py'], '/app.py'), { '/app.py': {} }],
    ['has a mode that is certain, or none', stage => stage.copyLocal(['app.py'], '/app.py', { mode: 'u=g,g=w' }), { '/app.py': {} }],
    ['is not known by its name in a directory', stage => stage.copyLocal(['app.py'], '/app/'), undefined],
    ['may be something else where another copy comes later', stage => {
      stage.copyLocal(['a'], '/app/a', { mode: '0600' });
      stage.copyLocal(['b'], '/b', { mode: '0600' });
      stage.copyLocal(['c'], '/app/');
    }, { '/app/a': { owner: null }, '/b': { mode: 'u=rwX,go=' } }],
    ['may be gone after a command', stage => { stage.copyLocal(['a'], '/a'); run(stage); }, undefined],
    ['is a text of ours, where that is written later', stage => { stage.copyLocal(['a'], '/a'); stage.write('/a', 'x\n'); }, undefined],
  ])('%s', (_, fill, copied) => expect(claims(DEBIAN, fill).copied).toEqual(copied));

  test('stays where the commands say what they do', () => {
    const claimed = claims(DEBIAN, stage => {
      for (const path of ['/a', '/b/c', '/d']) stage.copyLocal(['x'], path);
      stage.addNode(dockerfile.Run.shell('make'));
    });
    expect(claimed.copied).toBeUndefined();
    const image = newImage();
    const stage = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
    for (const path of ['/a', '/b/c', '/d']) stage.copyLocal(['x'], path);
    stage.run(['make'], { effects: { changes: ['/b'], creates: [RootfsEntry.file('/d')] } });
    image.defineRuntime(stage);
    expect(Object.keys(manifestOf(image).groups[0].copied!)).toEqual(['/a']);
  });

  test('is claimed in the same words, whatever lies in the repository', () => {
    const text = (files?: _ExampleFiles) => {
      const image = newImage();
      const stage = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET });
      stage.copyLocal(['a', 'b'], '/x/');
      stage.copyLocal(['a'], '/a', { mode: '0644' });
      image.defineRuntime(stage);
      const plan = _resolveImage(image, files && _createExampleRepository(files));
      return [_createManifest(plan, 'generated'), _printDockerignore(plan, 'generated'), _printDockerfile(plan, 'generated'), _printBake([plan], 'generated')];
    };
    expect(text({ 'a': 'x\n', 'b/c': 'y\n' })).toEqual(text());
    expect(text({ 'a/d': { text: '#!/bin/sh\n', mode: '0755' } })).toEqual(text());
  });
});
