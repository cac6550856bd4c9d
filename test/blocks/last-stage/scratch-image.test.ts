import { describe, expect, test } from 'vitest';
import {
  Artifact, BuildStage, ContainerImage, Layering, MountPoint, RootfsEntry, ScratchImage, ScratchImageProps,
} from '../../../src';
import { _resolveImage } from '../../../src/plan';
import { DEBIAN, idsOf, newImage, problemsOf, stageOf } from '../../support/image';

function image(props: Partial<ScratchImageProps> = {}): ContainerImage {
  const made = newImage();
  new ScratchImage(made, 'Runtime', { contents: [], assembledIn: DEBIAN, ...props });
  return made;
}

function built(made: ContainerImage, id: string, path: string): Artifact {
  const stage = new BuildStage(made, id, { base: DEBIAN, purpose: 'builds' });
  stage.run([`mkdir -p /out && touch /out${path}`]);
  return stage.artifact({ root: '/out', entries: [RootfsEntry.file(path)] });
}

describe('the files', () => {
  test('are there with the directories that they, volumes and sockets need', () => {
    expect(stageOf(image({
      volumes: [MountPoint.persistent('/var/lib/app', { mode: '0700', owner: '1:2' }), MountPoint.tmpfs('/run')],
      sockets: ['/var/run/app/app.sock'],
      directories: [RootfsEntry.directory('/etc/app.d')],
      links: [RootfsEntry.symlink('/var/tmp', '/tmp'), RootfsEntry.symlink('/opt/it\'s', '../tmp')],
    }), 'runtime-rootfs')).toContain([
      'install -d -m 1777 ./tmp',
      'install -d -m 0700 ./root',
      'install -d -m 0700 -o 1 -g 2 ./var/lib/app',
      'install -d -m 0755 ./run',
      'install -d -m 0755 ./var/run/app',
      'install -d -m 0755 ./etc/app.d',
      'mkdir -p ./var && ln -s /tmp ./var/tmp',
      'mkdir -p ./opt && ln -s ../tmp "./opt/it\'s"',
      'SH',
    ].join('\n'));
  });

  test('lie in one layer, or in one for each part', () => {
    for (const [layering, copies] of [[Layering.SINGLE, 1], [Layering.PER_ARTIFACT, 3]] as const) {
      const made = newImage();
      new ScratchImage(made, 'Runtime', { contents: [built(made, 'A', '/a'), built(made, 'B', '/b')], layering });
      expect(stageOf(made, 'runtime').match(/^COPY /gm)).toHaveLength(copies);
      expect(stageOf(made, 'runtime')).not.toContain('RUN');
    }
  });
});

describe('an image of one program', () => {
  const trust = (made: ContainerImage) => new BuildStage(made, 'Trust', { base: DEBIAN, purpose: 'has files' }).artifact({ root: '/', entries: [RootfsEntry.file('/ca')] });

  /** The lines of the stage that gathers, without its comment. */
  function gathering(props: Partial<ScratchImageProps>, contents: (made: ContainerImage) => Artifact[]): string[] {
    const made = newImage();
    new ScratchImage(made, 'Runtime', { contents: contents(made), ...props });
    expect(problemsOf(made).filter(({ severity }) => severity === undefined)).toEqual([]);
    return stageOf(made, 'runtime-rootfs').split('\n').filter(line => !line.startsWith('#'));
  }

  test('needs no second stage with the toolchain: the rest is added to the program', () => {
    const made = newImage();
    new ScratchImage(made, 'Runtime', { contents: [built(made, 'Build', '/app'), trust(made)] });
    expect(stageOf(made, 'runtime-rootfs')).toBe([
      '# runtime-rootfs adds the other files of the image',
      'FROM build AS runtime-rootfs',
      'WORKDIR /out',
      'COPY --from=trust --chmod=u=rw,go=r /ca /out/ca',
      'COPY --chmod=u=rw,go=r <<\'EOT\' /out/etc/passwd',
      'root:x:0:0:root:/root:/bin/sh',
      'EOT',
      'COPY --chmod=u=rw,go=r <<\'EOT\' /out/etc/group',
      'root:x:0:',
      'EOT',
      'RUN <<\'SH\'',
      'set -eu',
      'install -d -m 1777 ./tmp',
      'install -d -m 0700 ./root',
      'SH',
    ].join('\n'));
    expect(stageOf(made, 'runtime').match(/^COPY .*/gm)).toEqual(['COPY --from=runtime-rootfs /out/ /']);
    const { result } = _resolveImage(made).models[0];
    expect(result.rootfs.entries.map(({ entry: { path } }) => path)).toEqual(['/', '/app', '/ca', '/etc', '/etc/group', '/etc/passwd', '/root', '/tmp']);
    expect([result.rootfs.isComplete, result.layers.length]).toEqual([true, 1]);
  });

  test.each<[string, Partial<ScratchImageProps>, (made: ContainerImage) => Artifact[]]>([
    ['two programs are', {}, made => [built(made, 'A', '/a'), built(made, 'B', '/b')]],
    ['it has a layer of its own', { layering: Layering.PER_ARTIFACT }, made => [built(made, 'A', '/a')]],
    ['another image is named for it', { assembledIn: DEBIAN }, made => [built(made, 'A', '/a')]],
    ['its stage runs commands as another user', {}, made => {
      const stage = new BuildStage(made, 'A', { base: DEBIAN, purpose: 'builds' });
      stage.user('1000');
      return [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/a')] })];
    }],
    ['its stage runs on the target platform', {}, made => {
      const stage = new BuildStage(made, 'A', { base: DEBIAN, purpose: 'builds', emulated: 'of a test' });
      return [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/a')] })];
    }],
  ])('is gathered elsewhere if %s', (_, props, contents) => {
    expect(gathering(props, contents).slice(0, 2)).toEqual([expect.stringMatching(/^FROM --platform=\$BUILDPLATFORM debian:\S+ AS runtime-rootfs$/), 'WORKDIR /rootfs']);
  });
});

test('how it starts is said in the words of the image', () => {
  expect(stageOf(image({
    contents: [Artifact.text([{ entry: RootfsEntry.file('/app', { mode: '0755' }), content: 'x\n' }])],
    entrypoint: ['/app'],
    cmd: ['--a', 'it\'s $HOME'],
    reasons: { '--a': 'because' },
    environment: { A: 'b c', B: '\\$x', PATH: '/opt/bin:$PATH' },
    exposedPorts: ['8080', '53/udp'],
    users: [{ name: 'app', uid: 7, gid: 8 }],
    user: 'app',
    workingDirectory: '/tmp',
    healthcheck: { command: ['/app', '-check'], interval: '30s', retries: 2 },
    stopSignal: 'SIGINT',
    volumes: [MountPoint.persistent('/data')],
  }), 'runtime')).toBe([
    '# runtime is the image',
    'FROM scratch AS runtime',
    'COPY --from=runtime-rootfs /rootfs/ /',
    'ENV A="b c" \\',
    '    B="\\$x" \\',
    '    PATH=/opt/bin:$PATH',
    'VOLUME ["/data"]',
    'EXPOSE 8080 53/udp',
    'USER 7:8',
    'WORKDIR /tmp',
    'HEALTHCHECK --interval=30s --retries=2 \\',
    '    CMD ["/app", "-check"]',
    'STOPSIGNAL SIGINT',
    'ENTRYPOINT ["/app"]',
    '# --a: because',
    'CMD ["--a", "it\'s $HOME"]',
    '# OCI_VERSION the release that the image is published as',
    'ARG OCI_VERSION=dev',
    'LABEL org.opencontainers.image.title=Image \\',
    '      org.opencontainers.image.version=$OCI_VERSION',
  ].join('\n'));
});

test('users and groups are files', () => {
  const rootfs = stageOf(image({
    users: [{ name: 'root', uid: 0, home: '/root', shell: '/bin/sh' }, { name: 'app', uid: 7, gid: 8 }],
    groups: [{ name: 'staff', gid: 8, members: ['root'] }],
  }), 'runtime-rootfs');
  expect(rootfs).toContain('root:x:0:0:root:/root:/bin/sh\napp:x:7:8:app:/:/sbin/nologin\nEOT');
  expect(rootfs).toContain('staff:x:8:root\nroot:x:0:\nEOT');
});

describe('a mistake is reported', () => {
  test.each([
    { name: 'an unknown user', props: { user: 'nobody' }, id: 'scratch/unknown-user' },
    { name: 'a colon in a user\'s name', props: { users: [{ name: 'a:b', uid: 1 }] }, id: 'accounts/field' },
    ...[99999999999, 2 ** 32 - 1, 1.5, -1].flatMap(id => [
      { name: `the uid ${id}`, props: { users: [{ name: 'app', uid: id }], user: 'app' }, id: 'accounts/id' },
      { name: `the gid ${id}`, props: { users: [{ name: 'app', uid: 1, gid: id, home: '/home/app' }], user: 'app' }, id: 'accounts/id' },
      { name: `the group ${id}`, props: { groups: [{ name: 'app', gid: id }] }, id: 'accounts/id' },
    ]),
    ...['99999999999', '-1', '1.5', '1:99999999999', '1:-1', '4294967295:1'].map(user => ({ name: `the user ${user}`, props: { user }, id: 'accounts/id' })),
    ...['4294967294', '1:2147483648'].map(user => ({ name: `the user ${user}`, props: { user }, id: 'user/number' })),
    { name: 'a dash before a user\'s name', props: { users: [{ name: '-a', uid: 1 }] }, id: 'accounts/field' },
    { name: 'a dash before a group\'s name', props: { groups: [{ name: '--version', gid: 1 }] }, id: 'accounts/field' },
    { name: 'two members of a group in one entry', props: { groups: [{ name: 'a', gid: 1, members: ['b,root'] }] }, id: 'accounts/field' },
    { name: 'a line break in the name of a member', props: { groups: [{ name: 'a', gid: 1, members: ['b\nroot:x:0:b'] }] }, id: 'accounts/field' },
    { name: 'no image to make directories in', props: { assembledIn: undefined }, id: 'scratch/no-base' },
    { name: 'a directory among the links', props: { links: [RootfsEntry.directory('/opt')] }, id: 'scratch/entry-kind' },
    { name: 'a port that is none', props: { exposedPorts: ['http'] }, id: 'dockerfile/port' },
    { name: 'a signal that is none', props: { stopSignal: 'TERMINATE!' }, id: 'dockerfile/signal' },
    { name: 'a relative socket', props: { sockets: ['run/x.sock'] }, id: 'rootfs/path' },
    { name: 'a line break in a variable', props: { environment: { A: 'a\nb' } }, id: 'dockerfile/newline' },
  ])('$name', ({ props, id }) => expect(idsOf(image(props))).toEqual([id]));

  test('a reason for something that is not declared, with the nearest name', () => {
    const problems = problemsOf(image({ environment: { LEVEL: '1' }, cmd: ['--verbose'], reasons: { 'LEVEL': 'a', '--verbos': 'b', 'constructor': 'c' } }))
      .filter(({ id }) => id.startsWith('scratch/'));
    expect(problems.map(({ id, what }) => [id, what])).toEqual([
      ['scratch/unknown-reason', 'The reason for "--verbos" belongs to no environment variable, no argument and not to the user. Did you mean "--verbose"?'],
      ['scratch/unknown-reason', 'The reason for "constructor" belongs to no environment variable, no argument and not to the user.'],
    ]);
    expect(problems[0].fix).toBe('Use a name of environment, a whole word of entrypoint or cmd, or the user, as the key. Known: LEVEL, --verbose.');
  });

  test('an artifact of another image', () => {
    expect(idsOf(image({ contents: [built(newImage(), 'Other', '/a')] }))).toEqual(['image/foreign-artifact']);
  });

  test('two results', () => {
    const made = image();
    new ScratchImage(made, 'Again', { contents: [], assembledIn: DEBIAN });
    expect(problemsOf(made).filter(({ severity }) => severity === undefined).map(({ id }) => id)).toEqual(['image/two-runtimes']);
  });
});
