import { expect, test } from 'vitest';
import { _Copied, _resolveCopyMode } from '../../src/image/copy-mode';

test.each([
  { destination: '/tags', mode: '0644', chmod: '0644' },
  { destination: '/etc/passwd', mode: '0644', chmod: 'u=rw,go=r' },
  { destination: '/usr/bin/app', mode: '0755', chmod: 'u=rwx,go=rx' },
  { destination: '/etc/shadow', mode: '0640', chmod: 'u=rw,g=r,o=' },
  { destination: '/usr/bin/su', mode: '4755', chmod: '4755' },
])('a file at $destination of mode $mode is copied with $chmod', ({ destination, mode, chmod }) => {
  expect(_resolveCopyMode(destination, mode, _Copied.FILE)).toBe(chmod);
});

test.each([
  { destination: '/app', mode: '0644', chmod: 'u=rwX,go=rX' },
  { destination: '/app', mode: '644', chmod: 'u=rwX,go=rX' },
  { destination: '/srv/app', mode: '0640', chmod: 'u=rwX,g=rX,o=' },
  { destination: '/app', mode: '0600', chmod: 'u=rwX,go=' },
  { destination: '/app', mode: '0744', chmod: 'u=rwx,go=rX' },
  { destination: '/app', mode: '2664', chmod: 'u=rwX,g=rwX,o=rX,g+s' },
  { destination: '/app', mode: '0755', chmod: '0755' },
  { destination: '/srv/app', mode: '0755', chmod: 'u=rwx,go=rx' },
  { destination: '/srv/app', mode: '1777', chmod: '1777' },
  { destination: '/srv/app', mode: 'a+rX', chmod: 'a+rX' },
])('what may be a tree at $destination of mode $mode is copied with $chmod', ({ destination, mode, chmod }) => {
  expect(_resolveCopyMode(destination, mode, _Copied.TREE)).toBe(chmod);
});
