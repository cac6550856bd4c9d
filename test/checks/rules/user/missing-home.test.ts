import { expect, test } from 'vitest';
import { userMissingHome } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

const passwd = (home: string) => `COPY <<'E' /etc/passwd\napp:x:1000:1000::${home}:/bin/sh\nE`;

test.each([
  ['of the user', [passwd('/home/app'), 'USER 1000'], ['The home directory of 1000 in /etc/passwd is /home/app, which is not in the image.']],
  ['by name', [passwd('/home/app'), 'USER app'], ['The home directory of 1000 in /etc/passwd is /home/app, which is not in the image.']],
  ['that a variable names', [passwd('/'), 'ENV HOME=/srv/app', 'USER 1000'], ['HOME is /srv/app, which is not in the image.']],
  ['that is there', [passwd('/home/app'), 'WORKDIR /home/app', 'USER 1000'], []],
  ['that a volume is', [passwd('/data/app'), 'VOLUME /data', 'USER 1000'], []],
  ['that is not to be there', [passwd('/nonexistent'), 'USER 1000'], []],
  ['of somebody else', [passwd('/home/app'), 'USER 1001'], []],
  ['of root, who is not asked for', ["COPY <<'E' /etc/passwd\nroot:x:0:0::/root:/bin/sh\nE"], []],
])('a home %s', (_, lines, expected) => {
  expect(saidOf(userMissingHome, `FROM scratch\n${lines.join('\n')}\nENTRYPOINT ["/app"]\n`)).toEqual(expected);
});

test('accounts of a base that nobody has looked into', () => {
  expect(saidOf(userMissingHome, 'FROM debian:12\nUSER www-data\n')).toEqual([]);
});
