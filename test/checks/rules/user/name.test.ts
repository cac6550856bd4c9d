import { expect, test } from 'vitest';
import { userName } from '../../../../src/checks/rules';
import { saidOf, scratch } from '../../findings';

const PASSWD = { '/etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:7:8::/:/bin/sh\n', '/etc/group': 'staff:x:9:\n' };

test.each([['app', ['USER is the name "app", which is 7:8.']], ['7:8', []], ['root', []]])('user/name: %s', (user, expected) => {
  expect(saidOf(userName, scratch(PASSWD, `USER ${user}`))).toEqual(expected);
});
