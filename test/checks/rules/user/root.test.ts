import { expect, test } from 'vitest';
import { userRoot } from '../../../../src/checks/rules';
import { saidOf, scratch } from '../../findings';

const PASSWD = { '/etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:7:8::/:/bin/sh\n', '/etc/group': 'staff:x:9:\n' };

test.each([
  ['CMD ["/a"]', 1], ['USER 0\nCMD ["/a"]', 1], ['USER root\nCMD ["/a"]', 1], ['USER app\nUSER 0:8\nCMD ["/a"]', 1],
  ['USER 7\nCMD ["/a"]', 0], ['USER app\nCMD ["/a"]', 0], ['USER $WHO\nCMD ["/a"]', 0], ['', 0],
])('user/root: %j', (instructions, count) => expect(saidOf(userRoot, scratch(PASSWD, 'ARG WHO', instructions))).toHaveLength(count));
