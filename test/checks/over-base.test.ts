import { describe, expect, test } from 'vitest';
import { Artifact, BaseImage, ContainerImage, Platform, RootfsEntry, RuntimeImage, RuntimeImageProps, AptPackages, SizeBudget, Size, ExecutableFormat, BuildStage, StagePlatform } from '../../src';
import { _BaseFacts, _BaseFile, _BaseLibrary } from '../../src/bases';
import { _check } from '../../src/checks';
import { _resolveImage } from '../../src/plan';
import { _createManifest, _printDockerfile } from '../../src/render';
import { DEBIAN, newImage, problemsOf } from '../support/image';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const PYTHON = BaseImage.registry(`python:3.13-slim@${DIGEST}`);

const at = (kind: _BaseFile['kind'], more: Partial<_BaseFile> = {}): _BaseFile => ({ kind, mode: kind === 'file' ? '0644' : '0755', owner: '0:0', sizeClass: 12, ...more });
const program = (needed = ['libc.so.6']): _BaseFile => at('file', {
  mode: '0755',
  program: { machineName: 'x86-64', bits: 64, endianness: 'little', linkage: 'dynamic', interpreter: '/lib64/ld-linux-x86-64.so.2', needed, maxAlignment: 4096 },
});
const link = (target: string) => at('symlink', { mode: '0777', target });

/** A Python on a Debian, as its file list says. */
const FACTS: _BaseFacts = {
  reference: `python:3.13-slim@${DIGEST}`,
  platform: 'linux/amd64',
  layers: [{ diffId: DIGEST, compressedBytes: 40_000_000, extractedBytes: 120_000_000 }],
  config: {
    cmd: ['python3'], env: ['PATH=/usr/local/bin:/usr/bin:/bin'], user: '', workingDirectory: '', labels: {}, volumes: [], exposedPorts: [], stopSignal: '',
  },
  os: { id: 'debian', version: '13', codename: 'trixie' },
  texts: new Map([
    ['/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/data:/usr/sbin/nologin\n'],
    ['/etc/group', 'root:x:0:\nwww-data:x:33:\nstaff:x:50:\n'],
  ]),
  files: new Map(Object.entries<_BaseFile>({
    '/': at('directory'),
    '/bin': link('usr/bin'),
    '/etc': at('directory'),
    '/etc/alternatives': at('directory'),
    '/etc/alternatives/awk': link('/usr/bin/mawk-that-is-gone'),
    '/etc/group': at('file'),
    '/etc/passwd': at('file'),
    '/lib': link('usr/lib'),
    '/lib64': link('usr/lib64'),
    '/root': at('directory', { mode: '0700' }),
    '/tmp': at('directory', { mode: '1777' }),
    '/usr': at('directory'),
    '/usr/bin': at('directory'),
    '/usr/bin/bash': program(),
    '/usr/bin/broken': at('file', { mode: '0755', script: { interpreter: '/usr/bin/perl-that-is-gone', argument: '' } }),
    '/usr/bin/dash': program(),
    '/usr/bin/env': program(),
    '/usr/bin/ln': program(),
    '/usr/bin/mkdir': program(),
    '/usr/bin/sh': link('dash'),
    '/usr/lib': at('directory'),
    '/usr/lib/x86_64-linux-gnu': at('directory'),
    '/usr/lib/x86_64-linux-gnu/libc.so.6': at('file'),
    '/usr/lib64': at('directory'),
    '/usr/lib64/ld-linux-x86-64.so.2': at('file', { mode: '0755' }),
    '/usr/local': at('directory'),
    '/usr/local/bin': at('directory'),
    '/usr/local/bin/python3': program(['libpython3.13.so.1.0', 'libc.so.6']),
    '/usr/local/lib': at('directory'),
    '/usr/local/lib/libpython3.13.so.1.0': at('file'),
    '/usr/share': at('directory'),
    '/var': at('directory'),
    '/var/data': at('directory'),
  })),
};

function declare(props: Partial<RuntimeImageProps>, before: (image: ContainerImage) => Artifact[] = () => []): ContainerImage {
  const image = newImage();
  new RuntimeImage(image, 'Runtime', { base: PYTHON, entrypoint: ['python3'], ...props, contents: [...before(image), ...props.contents ?? []] });
  return image;
}

const over = (image: ContainerImage, facts = [FACTS]) => problemsOf(image, undefined, { bases: _BaseLibrary.of(facts) }).map(({ id, what }) => `${id}: ${what}`);
const text = (path: string, content: string, mode?: string) => Artifact.text([{ entry: RootfsEntry.file(path, { mode: mode ?? (content.startsWith('#!') ? '0755' : '0644') }), content }]);
const built = (executable: object) => (image: ContainerImage) => {
  const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  return [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/srv/app', { executable: { format: ExecutableFormat.ELF, needs: [], ...executable } })] })];
};

describe('a mistake is found before the build', () => {
  test.each<[string, Partial<RuntimeImageProps>, string]>([
    ['a program that the base does not have', { entrypoint: ['pyhton3'] }, 'rootfs/entrypoint-missing: Nothing provides the entrypoint "pyhton3". Did you mean "python3"?'],
    ['one by its path', { entrypoint: ['/usr/bin/python3'] }, 'rootfs/entrypoint-missing: Nothing provides the entrypoint "/usr/bin/python3".'],
    ['a command of the health check', { healthcheck: { command: ['curl', '-f', 'http://localhost/'] } }, 'start/missing-command: HEALTHCHECK runs "curl", which is not in the image.'],
    ['a shell', { contents: [text('/srv/start', '#!/bin/zsh\nexec python3\n')], entrypoint: ['/srv/start'] }, 'rootfs/missing-interpreter: /srv/start is run by /bin/zsh, which is not in the image.'],
    ['a command of a script', { contents: [text('/srv/start', '#!/bin/sh\nwget http://localhost/\nexec python3\n')], entrypoint: ['/srv/start'] }, 'start/missing-command: /srv/start:2 runs "wget", which is not in the image.'],
    ['a user', { user: 'appuser' }, 'user/unknown: USER names the user "appuser", but /etc/passwd has no such user.'],
    ['a group', { user: 'www-data:stuff' }, 'user/unknown: USER names the group "stuff", but /etc/group has no such group. Did you mean "staff"?'],
    ['a link to nothing', { links: [RootfsEntry.symlink('/srv/python', '/usr/bin/python3')] }, 'rootfs/dangling-link: The link /srv/python leads to /usr/bin/python3, which is not in the image.'],
    ['a locale', { environment: { LANG: 'de_DE.UTF-8' } }, 'runtime/missing-locale: LANG is de_DE.UTF-8, and the image has no such locale.'],
    ['a script that cannot be executed', { contents: [text('/srv/start', '#!/bin/sh\nexec python3\n', '0644')], entrypoint: ['/srv/start'] }, 'rootfs/entrypoint-missing: The entrypoint "/srv/start" is a file with mode 0644.'],
  ])('%s', (_, props, expected) => {
    expect(over(declare(props))).toContainEqual(expect.stringContaining(expected));
  });

  test.each<[string, object, string]>([
    ['a library', { interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libpq.so.5', 'libc.so.6'] }, 'rootfs/missing-library: /srv/app is linked with libpq.so.5, which is not in the image.'],
    ['a program for another C library', { interpreter: '/lib/ld-musl-x86_64.so.1' }, 'rootfs/missing-interpreter: /srv/app is run by /lib/ld-musl-x86_64.so.1, which is not in the image.'],
  ])('%s', (_, executable, expected) => {
    expect(over(declare({ entrypoint: ['/srv/app'] }, built(executable)))).toContainEqual(expect.stringContaining(expected));
  });
});

describe('nothing is found', () => {
  test.each<[string, Partial<RuntimeImageProps>]>([
    ['in the base itself', {}],
    ['in a script that the shell of the base runs', { contents: [text('/srv/start', '#!/bin/sh\nexec python3 "$@"\n')], entrypoint: ['/srv/start'] }],
    ['where programs of the base make directories and links', { directories: [RootfsEntry.directory('/srv/x')], links: [RootfsEntry.symlink('/srv/y', 'x')] }],
    ['where a file of the base is replaced', { contents: [text('/etc/group', 'root:x:0:\n')] }],
    ['where a user of the base is named', { user: '33:33' }],
  ])('%s', (_, props) => {
    expect(over(declare(props))).toEqual([]);
  });

  test('where a program is linked with libraries of the base', () => {
    expect(over(declare({ entrypoint: ['/srv/app'] }, built({ interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libc.so.6'] })))).toEqual([]);
  });

  test('where packages may bring it', () => {
    expect(over(declare({ packages: [AptPackages.of(['curl'])], healthcheck: { command: ['curl', '-f', 'http://localhost/'] } }))).toEqual([]);
  });
});

describe('the size of an image', () => {
  const forecast = (budgets: SizeBudget[], facts = [FACTS]) => {
    const image = newImage({ budgets });
    new RuntimeImage(image, 'Runtime', { base: PYTHON, contents: [text('/srv/x', `${'x'.repeat(999)}\n`.repeat(1000))], entrypoint: ['python3'] });
    return over(image, facts).filter(each => each.startsWith('size/budget'));
  };

  test('includes the files of the base', () => {
    expect(forecast([{ extracted: Size.bytes(121_500_000) }])).toEqual([]);
    expect(forecast([{ extracted: Size.bytes(120_500_000) }])).toEqual(['size/budget: A device stores 115 MiB, and the budget is 115 MiB. Most of it: the base python:3.13-slim, /srv/x.']);
  });

  test('includes its compressed layers', () => {
    expect(forecast([{ transferred: Size.bytes(41_000_000) }])).toEqual([]);
    expect(forecast([{ transferred: Size.bytes(40_000_000) }])).toEqual([expect.stringContaining('and the budget is 38.1 MiB.')]);
  });

  test('is not known without them', () => expect(forecast([{ extracted: Size.bytes(120_500_000) }], [])).toEqual([]));

  test('includes the number of its layers', () => {
    expect(forecast([{ layers: 2 }])).toEqual([]);
    expect(forecast([{ layers: 1 }])).toEqual(['size/budget: The image has 2 layers, and the budget is 1.']);
  });
});

test('a command may leave the directories where something is mounted for it', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'Runtime', { base: PYTHON, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
  stage.run(['true'], { effects: { changes: ['/srv'] } });
  image.defineRuntime(stage);
  const { rootfs } = _resolveImage(image, undefined, _BaseLibrary.of([FACTS])).observed[0].result;
  expect(['/dev', '/proc', '/sys', '/etc'].map(path => rootfs.at(path).placed?.isCertain)).toEqual([false, false, false, true]);
  expect(rootfs.at('/mnt').isMissing).toBe(true);
});

test('packages add to the base, and what it had stays known', () => {
  const image = declare({ packages: [AptPackages.of(['curl'])], entrypoint: ['/srv/app'], contents: [text('/srv/start', '#!/bin/sh\n')] });
  expect(over(image)).toEqual(['rootfs/entrypoint-missing: Nothing provides the entrypoint "/srv/app".']);
});

test('a command of unknown effects makes unknown what it may change', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'Runtime', { base: PYTHON, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
  stage.run(['make install']);
  stage.entrypoint(['/usr/bin/app']);
  image.defineRuntime(stage);
  const { undecided } = _check(_resolveImage(image, undefined, _BaseLibrary.of([FACTS])));
  expect(undecided.map(({ id, what }) => `${id}: ${what}`)).toContain('rootfs/entrypoint-missing: It is not known whether the entrypoint "/usr/bin/app" is in the image.');
});

test('each platform is judged by its own files', () => {
  const arm = { ...FACTS, platform: 'linux/arm64', files: new Map([...FACTS.files].filter(([path]) => path !== '/usr/bin/bash')) };
  const image = newImage({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
  new RuntimeImage(image, 'Runtime', { base: PYTHON, contents: [], entrypoint: ['bash'] });
  const found = problemsOf(image, undefined, { bases: _BaseLibrary.of([FACTS, arm]) });
  expect(found.map(({ id, platforms }: any) => [id, platforms])).toMatchInlineSnapshot(`
    [
      [
        "rootfs/entrypoint-missing",
        undefined,
      ],
    ]
  `);
});

test('facts of another digest of the tag are used, and named', () => {
  const other = { ...FACTS, reference: `python:3.13-slim@sha256:${'1'.repeat(64)}` };
  expect(over(declare({}), [other])).toEqual([
    `base/other-digest: What is known about python:3.13-slim on linux/amd64 was read from sha256:${'1'.repeat(64)}.`,
  ]);
});

test('no generated text depends on what was read', () => {
  const image = declare({ contents: [text('/etc/group', 'root:x:0:\n')] });
  const [without, read] = [_BaseLibrary.EMPTY, _BaseLibrary.of([FACTS])].map(bases => _resolveImage(image, undefined, bases));
  expect(_printDockerfile(read, 'generated')).toBe(_printDockerfile(without, 'generated'));
  expect(_createManifest(read, 'generated', [])).toBe(_createManifest(without, 'generated', []));
  expect(read.observed[0].result.rootfs.isComplete).toBe(true);
});
