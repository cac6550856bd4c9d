import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declareImage, refusalOf } from './support';
import { newProject } from '../support/project';

test.each<[string, string, (path: string) => void]>([
  ['a directory', 'it is a directory', path => mkdirSync(path)],
  ['a link to nothing', 'there is no such file', path => symlinkSync('gone', path)],
  ['a link to itself', 'it is a link that points to itself', path => symlinkSync(path, path)],
  ['a pipe', 'it is a pipe, not a file', path => execFileSync('mkfifo', [path])],
  ['a device', 'it is a device, not a file', path => symlinkSync('/dev/zero', path)],
  ['a file without an end', 'it is longer than 64 MiB, the limit', path => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 31);
  }],
  ...(process.getuid?.() === 0 ? [] : [['a file of somebody else', 'permission is denied', (path: string) => {
    writeFileSync(path, '');
    chmodSync(path, 0);
  }] as [string, string, (path: string) => void]]),
])('%s in the place of a base file is a problem', (_, reason, make) => {
  const project = newProject();
  declareImage(project);
  mkdirSync(join(project.outdir, 'bases'), { recursive: true });
  make(join(project.outdir, 'bases/debian.linux-amd64.txt'));
  expect(refusalOf(project)).toBe(`imagewright: 1 error. No file was written.

error  bases/unreadable
  The base file bases/debian.linux-amd64.txt cannot be read: ${reason}.
    at bases/debian.linux-amd64.txt
  Why: Without it, nothing is known about the files of the base image.
  Fix: Remove it, or make it a readable file. Then run \`imagewright pin --bases\`, which writes it again.
`);
});
