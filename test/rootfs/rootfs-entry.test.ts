import { describe, expect, test } from 'vitest';
import { ExecutableFormat, RootfsEntry } from '../../src/rootfs';

describe('an entry', () => {
  test('of a file that can be run has mode 0755, of another 0644', () => {
    expect(RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF } }).mode).toBe('0755');
    expect(RootfsEntry.file('/etc/motd').mode).toBe('0644');
  });

  test.each(['etc/motd', '', '/etc/', '/etc//motd', '/etc/../motd', '/etc/./motd', '/a\nb', '//'])('refuses the path %j', path => {
    expect(() => RootfsEntry.file(path)).toThrow(/^rootfs\/path/);
  });

  test.each(['/', '/a', '/.hidden', '/..a', '/a b', '/ä'])('takes the path %j', path => {
    expect(RootfsEntry.directory(path).path).toBe(path);
  });

  test('refuses a mode and an owner that tools read differently', () => {
    expect(() => RootfsEntry.file('/a', { mode: '755' })).toThrow(/^rootfs\/mode/);
    expect(() => RootfsEntry.file('/a', { owner: 'nobody' })).toThrow(/^rootfs\/owner/);
  });

  test('says all parts of what is wrong', () => {
    expect(() => RootfsEntry.file('etc/motd')).toThrow([
      'rootfs/path',
      '  "etc/motd" is not an absolute path inside the image.',
      '  Why: The place of the file would depend on the working directory of the stage.',
      '  Fix: Write the path from the root, e.g. /usr/local/bin/app, without ".", "..", "//" and a trailing slash.',
    ].join('\n'));
  });
});
