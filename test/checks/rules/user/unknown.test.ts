import { expect, test } from 'vitest';
import { userUnknown } from '../../../../src/checks/rules';
import { saidOf, scratch } from '../../findings';

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
