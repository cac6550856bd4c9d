import { describe, expect, test } from 'vitest';
import { elfWrongMachine } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

describe('elf/wrong-machine', () => {
  const copied = (stage: string, path = '/usr/bin/wget') => saidOf(elfWrongMachine, `${stage}\nFROM scratch\nCOPY --from=tools ${path} /app\n`);

  test('what an image of the build machine has', () => {
    expect(copied('FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools')).toEqual([
      '/usr/bin/wget comes from the stage "file-tools", which has the programs of the build machine: alpine:3.23.',
    ]);
  });

  test.each([
    ['a command may have made it', 'FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools\nRUN make install', '/usr/bin/wget', 1],
    ['it is no program', 'FROM --platform=$BUILDPLATFORM alpine:3.23 AS tools', '/etc/ssl/cert.pem', 0],
    ['it is of the target', 'FROM alpine:3.23 AS tools', '/usr/bin/wget', 0],
  ])('or not, for %s', (_, stage, path, count) => {
    const said = copied(stage, path);
    expect(said).toHaveLength(count);
    expect(said.every(what => what.startsWith('? '))).toBe(true);
  });
});
