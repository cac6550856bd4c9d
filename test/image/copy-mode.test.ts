import { expect, test } from 'vitest';
import { _copyMode } from '../../src/image/copy-mode';

test.each([
  { destination: '/tags', mode: '0644', chmod: '0644' },
  { destination: '/etc/passwd', mode: '0644', chmod: 'u=rw,go=r' },
  { destination: '/usr/bin/app', mode: '0755', chmod: 'u=rwx,go=rx' },
  { destination: '/etc/shadow', mode: '0640', chmod: 'u=rw,g=r,o=' },
  { destination: '/usr/bin/su', mode: '4755', chmod: '4755' },
])('$destination of mode $mode is copied with $chmod', ({ destination, mode, chmod }) => {
  expect(_copyMode(destination, mode)).toBe(chmod);
});
