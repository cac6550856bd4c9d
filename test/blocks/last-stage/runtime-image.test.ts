import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Artifact, BaseImage, BuildStage, ContainerImage, Layering, MountPoint, RootfsEntry, RuntimeImage, RuntimeImageProps, AptPackages } from '../../../src';
import { GO, idsOf, newImage, problemsOf, stageOf } from '../../support/image';
import { temporaryFolder } from '../../support/temporary';
import { shells } from '../../support/tools';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const PYTHON = BaseImage.registry(`python:3.13-slim@${DIGEST}`);
const DISTROLESS = BaseImage.registry(`gcr.io/distroless/nodejs22-debian12:nonroot@${DIGEST}`);

function declare(props: Partial<RuntimeImageProps> & { withBuild?: (stage: BuildStage) => Artifact[] } = {}): ContainerImage {
  const { withBuild, ...own } = props;
  const image = newImage();
  const build = withBuild === undefined ? undefined : new BuildStage(image, 'Build', { base: GO, purpose: 'builds' });
  new RuntimeImage(image, 'Runtime', { base: PYTHON, contents: build === undefined ? [] : withBuild!(build), ...own });
  return image;
}

function lastStage(props: Parameters<typeof declare>[0]): string[] {
  return stageOf(declare(props), 'runtime').split('\n').filter(line => !/^(#|FROM|ARG|LABEL| {6})/.test(line));
}

test('files come by COPY alone, so that building for another platform emulates nothing', () => {
  expect(stageOf(declare({ contents: [Artifact.local(['app'], '/app')], entrypoint: ['python', '/app/main.py'] }), 'runtime')).toBe([
    '# runtime is the image',
    `FROM python:3.13-slim@${DIGEST} AS runtime`,
    'COPY --chmod=u=rwX,go=rX --link app /app',
    'USER 65532:65532',
    'ENTRYPOINT ["python", "/app/main.py"]',
    '# OCI_VERSION the release that the image is published as',
    'ARG OCI_VERSION=dev',
    'LABEL org.opencontainers.image.title=Image \\',
    '      org.opencontainers.image.version=$OCI_VERSION',
  ].join('\n'));
});

describe('the user', () => {
  test.each([
    ['is nonroot where the base runs as root', { base: PYTHON }, ['USER 65532:65532']],
    ['is that of a base that is known to have another', { base: DISTROLESS }, []],
    ['is written in numbers if the image declares it', { base: PYTHON, users: [{ name: 'app', uid: 10001 }], user: 'app' }, ['USER 10001:10001']],
    ['is written by name if the base has it', { base: PYTHON, user: 'www-data' }, ['USER www-data']],
  ])('%s', (_, props, expected) => {
    expect(lastStage(props).filter(line => line.startsWith('USER'))).toEqual(expected);
  });

  test('an impossible number is a problem', () => {
    expect(idsOf(declare({ user: '-1' }))).toContain('accounts/id');
  });
});

describe('layers', () => {
  test.each([
    ['a directory of its own at the top', '/app/', '--link '],
    ['a directory that distributions have, perhaps as a link', '/usr/share/app/', ''],
    ['the root', '/', ''],
  ])('%s', (_, destination, link) => {
    expect(lastStage({ contents: [Artifact.local(['site'], destination)] })[0]).toBe(`COPY --chmod=u=rwX,go=rX ${link}site ${destination}`);
  });

  test('a layer that ignores those below does not take the owner of a declared directory away', () => {
    const lines = lastStage({ contents: [Artifact.local(['site'], '/srv/site')], directories: [RootfsEntry.directory('/srv', { owner: '5:5' })] });
    expect(lines.slice(0, 2)).toEqual(['COPY --from=runtime-rootfs /rootfs/ /', 'COPY --chmod=u=rwX,go=rX site /srv/site']);
  });

  test('each part of the contents is one, in the order of the contents', () => {
    const withBuild = (build: BuildStage) => [Artifact.directory(build, '/src/dist', '/app/dist'), Artifact.file(build, '/src/app.jar', '/app/app.jar')];
    expect(lastStage({ withBuild }).slice(0, 2)).toEqual([
      'COPY --from=build --link /src/dist/ /app/dist/',
      'COPY --from=build --link /src/app.jar /app/app.jar',
    ]);
  });

  test('or all parts are one', () => {
    const image = declare({ contents: [Artifact.local(['site'], '/app')], layering: Layering.SINGLE });
    expect(stageOf(image, 'runtime-rootfs')).toContain('COPY --chmod=u=rwX,go=rX site /rootfs/app');
    expect(stageOf(image, 'runtime')).toContain('COPY --from=runtime-rootfs /rootfs/ /');
  });
});

test('accounts are appended to those of the base, by programs of the build machine', () => {
  const image = declare({ users: [{ name: 'app', uid: 10001, home: '/home/app' }], groups: [{ name: 'staff2', gid: 5000, members: ['app'] }] });
  expect(stageOf(image, 'runtime-rootfs').split('\n').slice(1)).toEqual([
    `FROM --platform=$BUILDPLATFORM python:3.13-slim@${DIGEST} AS runtime-rootfs`,
    'WORKDIR /rootfs',
    'RUN <<\'SH\'',
    'set -eu',
    'install -d -m 0700 -o 10001 -g 10001 ./home/app',
    'SH',
    'COPY --from=runtime-base /etc/passwd ./etc/passwd',
    'COPY --from=runtime-base /etc/group ./etc/group',
    'RUN <<\'SH\'',
    'set -eu',
    'test -z "$(tail -c 1 ./etc/passwd)" || echo >> ./etc/passwd',
    'if cut -d: -f1 ./etc/passwd | grep -qxF app; then echo \'The base has app in /etc/passwd already.\' >&2; exit 1; fi',
    'printf \'%s\\n\' app:x:10001:10001:app:/home/app:/sbin/nologin >> ./etc/passwd',
    'test -z "$(tail -c 1 ./etc/group)" || echo >> ./etc/group',
    'if cut -d: -f1 ./etc/group | grep -qxF staff2; then echo \'The base has staff2 in /etc/group already.\' >&2; exit 1; fi',
    'printf \'%s\\n\' staff2:x:5000:app >> ./etc/group',
    'if cut -d: -f1 ./etc/group | grep -qxF app; then echo \'The base has app in /etc/group already.\' >&2; exit 1; fi',
    'printf \'%s\\n\' app:x:10001: >> ./etc/group',
    'SH',
  ]);
  expect(stageOf(image, 'runtime-base')).toContain(`FROM python:3.13-slim@${DIGEST} AS runtime-base`);
});

describe('directories of the base', () => {
  /** The copies of gathered files, and the commands that make them. */
  function copies(props: Partial<RuntimeImageProps>): string[] {
    const image = declare(props);
    const made = stageOf(image, 'runtime-rootfs').split('\n').filter(line => /^(install|mkdir)/.test(line));
    return [...made, ...stageOf(image, 'runtime').split('\n').filter(line => line.startsWith('COPY'))];
  }

  test.each<[string, Partial<RuntimeImageProps>, string[]]>([
    ['stay as they are above a declared one', { volumes: [MountPoint.persistent('/var/lib/app', { mode: '0700' })] },
      ['install -d -m 0700 ./var/lib/app', 'COPY --from=runtime-rootfs /rootfs/var/lib/ /var/lib/']],
    ['are declared ones if their parents are', { directories: [RootfsEntry.directory('/srv/a'), RootfsEntry.directory('/srv/a/b/c')] },
      ['install -d -m 0755 ./srv/a', 'install -d -m 0755 ./srv/a/b/c', 'COPY --from=runtime-rootfs /rootfs/srv/ /srv/']],
    ['are apart from those above them', { directories: [RootfsEntry.directory('/data'), RootfsEntry.directory('/var/lib/app')] },
      ['install -d -m 0755 ./data', 'install -d -m 0755 /rootfs-2/var/lib/app',
        'COPY --from=runtime-rootfs /rootfs/ /', 'COPY --from=runtime-rootfs /rootfs-2/var/lib/ /var/lib/']],
    ['are made for a socket only if the base lacks them', { sockets: ['/tmp/app.sock'] },
      ['install -d -m 0755 ./tmp', 'COPY --from=runtime-rootfs /rootfs/tmp/ /tmp/']],
    ['are declared ones although a socket needs them', { sockets: ['/run/app/s'], volumes: [MountPoint.tmpfs('/run/app')] },
      ['install -d -m 0755 ./run/app', 'install -d -m 0755 ./run/app', 'COPY --from=runtime-rootfs /rootfs/run/ /run/']],
  ])('%s', (_, props, expected) => expect(copies(props)).toEqual(expected));
});

test('directories are made in another image if the base has no shell', () => {
  const volumes = [MountPoint.persistent('/data', { owner: '65532:65532' })];
  expect(problemsOf(declare({ base: DISTROLESS, volumes })).map(({ id, what }) => `${id} ${what}`)).toContain(
    'runtime/no-shell There is no image in which to make the directories, links and accounts: gcr.io/distroless/nodejs22-debian12:nonroot has no shell.',
  );
  const image = declare({ base: DISTROLESS, volumes, assembledIn: GO });
  expect(idsOf(image)).not.toContain('runtime/no-shell');
  expect(stageOf(image, 'runtime')).toContain('VOLUME ["/data"]');
});

test.each([
  ['is searched before that of the base', {}, 'ENV PATH=/app/bin:/opt/bin:$PATH'],
  ['is searched before that of the image', { environment: { LANG: 'C.UTF-8', PATH: '/usr/bin' } }, 'ENV PATH=/app/bin:/opt/bin:/usr/bin \\'],
])('a search path %s', (_, props, expected) => {
  expect(lastStage({ searchPath: ['/app/bin', '/opt/bin'], ...props })[0]).toBe(expected);
});

test('a relative directory in the search path is a problem', () => {
  expect(idsOf(declare({ searchPath: ['bin'] }))).toContain('rootfs/path');
});

test('packages are installed after the accounts are there, and the stage says why it is emulated', () => {
  const image = declare({ users: [{ name: 'app', uid: 1000 }], packages: [AptPackages.of(['libpq5'])] });
  expect(idsOf(image)).not.toContain('image/emulated-run');
  expect(stageOf(image, 'runtime')).toMatch(/# Emulated: packages are installed for the platform of the image\nFROM .*\nCOPY --from=runtime-rootfs \/rootfs\/etc\/ \/etc\/\nRUN /);
});

describe('the script that appends accounts', () => {
  /** The last script of the stage, without the here-document around it. */
  const script = stageOf(declare({ users: [{ name: 'app', uid: 10001 }] }), 'runtime-rootfs').split('RUN <<\'SH\'\n').at(-1)!.replace(/SH$/, '');

  function append(command: string[], accounts: string): { readonly status: number | null; readonly stderr: string; readonly passwd: string } {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'etc'));
    writeFileSync(join(folder, 'etc/passwd'), accounts);
    writeFileSync(join(folder, 'etc/group'), 'root:x:0:\n');
    writeFileSync(join(folder, 'script'), script);
    const { status, stderr } = spawnSync(command[0], [...command.slice(1), 'script'], { cwd: folder, encoding: 'utf8' });
    return { status, stderr, passwd: readFileSync(join(folder, 'etc/passwd'), 'utf8') };
  }

  test.each(shells().filter(({ command }) => command !== undefined))('works in $name', ({ command }) => {
    expect(append(command!, 'root:x:0:0::/root:/bin/sh\napple:x:5:5::/:/bin/sh\n')).toEqual({
      status: 0, stderr: '', passwd: 'root:x:0:0::/root:/bin/sh\napple:x:5:5::/:/bin/sh\napp:x:10001:10001:app:/:/sbin/nologin\n',
    });
    expect(append(command!, 'root:x:0:0::/root:/bin/sh').passwd).toBe('root:x:0:0::/root:/bin/sh\napp:x:10001:10001:app:/:/sbin/nologin\n');
    expect(append(command!, 'app:x:1:1::/:/bin/sh\n')).toEqual({ status: 1, stderr: 'The base has app in /etc/passwd already.\n', passwd: 'app:x:1:1::/:/bin/sh\n' });
  });
});
