import { describe, expect, test } from 'vitest';
import { ExistingDockerfile } from '../../../../src';
import { userUnknownOwner } from '../../../../src/checks/rules';
import { findingsOf, saidOf, scratch } from '../../findings';

const PASSWD = { '/etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:7:8::/:/bin/sh\n', '/etc/group': 'staff:x:9:\n' };

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
