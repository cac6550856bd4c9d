import { describe, expect, test } from 'vitest';
import { Artifact, ExistingDockerfile, RootfsEntry, ScratchImage } from '../../../src';
import { rootfsNotExecutableByUser, userRoot, userUnknownOwner, userUnknown, userName } from '../../../src/checks/rules';
import { DEBIAN } from '../../support/image';
import { findingsOf, saidOf, scratch } from '../findings';

const PASSWD = { '/etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:7:8::/:/bin/sh\n', '/etc/group': 'staff:x:9:\n' };

test.each([
  ['app', []],
  ['app:staff', []],
  ['7', []],
  ['3:4', []],
  ['apq', ['USER names the user "apq", but /etc/passwd has no such user. Did you mean "app"?']],
  ['app:stuff', ['USER names the group "stuff", but /etc/group has no such group. Did you mean "staff"?']],
  ['$WHO', []],
])('user/unknown: USER %s', (user, expected) => {
  expect(saidOf(userUnknown, scratch(PASSWD, 'ARG WHO', `USER ${user}`))).toEqual(expected);
});

test.each([
  ['app', ['? It is not known whether the image has the user "app".']],
  ['7:staff', ['? It is not known whether the image has the group "staff".']],
  ['root', []],
  ['7', []],
  ['$WHO', []],
])('user/unknown: USER %s of a base image', (user, expected) => {
  expect(saidOf(userUnknown, `FROM debian\nARG WHO\nUSER ${user}\n`)).toEqual(expected);
});

test('user/unknown: without the files', () => {
  expect(saidOf(userUnknown, scratch({}, 'USER app:staff'))).toEqual([
    'USER names the user "app", but there is no /etc/passwd in the image.', 'USER names the group "staff", but there is no /etc/group in the image.',
  ]);
});

describe('user/unknown-owner', () => {
  test.each([
    ['app', []], ['app:staff', []], ['7:8', []], ['root', []], [':8', []],
    ['apq', ['--chown names the user "apq", but /etc/passwd of the stage "file" has no such user at that point. Did you mean "app"?']],
    ['7:stuff', ['--chown names the group "stuff", but /etc/group of the stage "file" has no such group at that point. Did you mean "staff"?']],
  ])('COPY --chown=%s', (owner, expected) => {
    expect(saidOf(userUnknownOwner, scratch(PASSWD, `COPY --chown=${owner} <<E /a\nE`))).toEqual(expected);
    const names = owner.split(':').filter(name => /^[a-z]/.test(name) && name !== 'root');
    expect(saidOf(userUnknownOwner, `FROM debian\nCOPY --chown=${owner} <<E /a\nE\n`).map(what => /^\? .* it is not known /.test(what))).toEqual(names.map(() => true));
  });

  test('before there is anything, the build stops', () => {
    const [finding, ...others] = findingsOf(userUnknownOwner, image => image.defineRuntime(new ExistingDockerfile(image, 'File', {
      text: scratch({}, 'COPY --chown=app <<E /a\nE', ...Object.entries(PASSWD).map(([path, text]) => `COPY <<E ${path}\n${text}E`)),
    }).last));
    expect([finding.what, finding.why, others]).toEqual([
      '--chown names the user "app", but the stage "file" is empty at that point.', 'The build stops: "invalid user index".', [],
    ]);
  });

  test('a name that comes later is not suggested', () => {
    expect(saidOf(userUnknownOwner, scratch({ '/b': '' }, 'COPY --chown=app <<E /a\nE', 'COPY <<E /etc/passwd\napp:x:7:8::/:\nE'))).toEqual([
      '--chown names the user "app", but /etc/passwd of the stage "file" has no such user at that point.',
    ]);
  });

  test.each([
    ['/new', ['WORKDIR creates a directory for the user "who", but /etc/passwd of the stage "file" has no such user at that point.']], ['/etc', []],
  ])('WORKDIR %s', (path, expected) => expect(saidOf(userUnknownOwner, scratch(PASSWD, 'USER who', `WORKDIR ${path}`))).toEqual(expected));
});

test.each([
  ['CMD ["/a"]', 1], ['USER 0\nCMD ["/a"]', 1], ['USER root\nCMD ["/a"]', 1], ['USER app\nUSER 0:8\nCMD ["/a"]', 1],
  ['USER 7\nCMD ["/a"]', 0], ['USER app\nCMD ["/a"]', 0], ['USER $WHO\nCMD ["/a"]', 0], ['', 0],
])('user/root: %j', (instructions, count) => expect(saidOf(userRoot, scratch(PASSWD, 'ARG WHO', instructions))).toHaveLength(count));

test.each([['app', ['USER is the name "app", which is 7:8.']], ['7:8', []], ['root', []]])('user/name: %s', (user, expected) => {
  expect(saidOf(userName, scratch(PASSWD, `USER ${user}`))).toEqual(expected);
});

describe('rootfs/not-executable-by-user', () => {
  const started = (mode: string, user: string, owner?: string) => findingsOf(rootfsNotExecutableByUser, image => {
    const start = { entry: RootfsEntry.file('/opt/start', { mode, owner }), content: '#!/bin/sh\n' };
    new ScratchImage(image, 'Runtime', { contents: [Artifact.text([start])], entrypoint: ['/opt/start'], user, assembledIn: DEBIAN });
  }).map(({ what, severity }) => `${severity ?? 'error'}: ${what}`);

  test.each([
    ['0700', '7:8', undefined, 2], ['0750', '7:8', undefined, 2], ['0711', '7:8', undefined, 1], ['0755', '7:8', undefined, 0],
    ['0700', '7:8', '7:8', 0], ['0070', '7:8', '7:8', 2], ['0750', '7:8', '0:8', 0], ['0700', '0:0', undefined, 0], ['0700', 'root', undefined, 0],
  ])('mode %s for %s', (mode, user, owner, count) => expect(started(mode, user, owner)).toHaveLength(count));

  test('says what and who', () => {
    expect(started('0700', '7:8')).toEqual([
      'warning: 7:8 may not execute /opt/start (mode 0700, owner 0:0), and ENTRYPOINT runs as that user.',
      'error: 7:8 may not read /opt/start (mode 0700, owner 0:0), and /opt/start runs as that user.',
    ]);
  });

  test('a directory above is closed', () => {
    const said = findingsOf(rootfsNotExecutableByUser, image => new ScratchImage(image, 'Runtime', {
      contents: [Artifact.text([{ entry: RootfsEntry.file('/opt/start', { mode: '0755' }), content: '#!/bin/sh\n' }])],
      directories: [RootfsEntry.directory('/opt', { mode: '0700' })],
      entrypoint: ['/opt/start'],
      user: '7:8',
      assembledIn: DEBIAN,
    })).map(({ what }) => what);
    expect(said).toContain('7:8 may not enter /opt (mode 0700, owner 0:0), which contains /opt/start, and ENTRYPOINT runs as that user.');
  });
});
