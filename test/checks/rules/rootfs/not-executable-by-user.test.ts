import { describe, expect, test } from 'vitest';
import { Artifact, RootfsEntry, ScratchImage } from '../../../../src';
import { rootfsNotExecutableByUser } from '../../../../src/checks/rules';
import { DEBIAN } from '../../../support/image';
import { findingsOf } from '../../findings';

describe('rootfs/not-executable-by-user', () => {
  const started = (mode: string, user: string, owner?: string) => findingsOf(rootfsNotExecutableByUser, image => {
    const start = { entry: RootfsEntry.file('/opt/start', { mode, owner }), content: '#!/bin/sh\n' };
    new ScratchImage(image, 'Runtime', { contents: [Artifact.text([start])], entrypoint: ['/opt/start'], user, assembledIn: DEBIAN });
  }).map(({ what, severity }) => `${severity ?? 'error'}: ${what}`);

  test.each([
    ['0700', '7:8', undefined, 2], ['0750', '7:8', undefined, 2], ['0711', '7:8', undefined, 1], ['0755', '7:8', undefined, 0],
    ['0700', '7:8', '7:8', 0], ['0070', '7:8', '7:8', 2], ['0750', '7:8', '0:8', 0], ['0700', '0:0', undefined, 0], ['0700', 'root', undefined, 0],
  ])('mode %s for %s', (mode, user, owner, count) => expect(started(mode, user, owner)).toHaveLength(count));

  test('says what and who', () => {
    expect(started('0700', '7:8')).toEqual([
      'warning: 7:8 may not execute /opt/start (mode 0700, owner 0:0), and ENTRYPOINT runs as that user.',
      'error: 7:8 may not read /opt/start (mode 0700, owner 0:0), and /opt/start runs as that user.',
    ]);
  });

  test('a directory above is closed', () => {
    const said = findingsOf(rootfsNotExecutableByUser, image => new ScratchImage(image, 'Runtime', {
      contents: [Artifact.text([{ entry: RootfsEntry.file('/opt/start', { mode: '0755' }), content: '#!/bin/sh\n' }])],
      directories: [RootfsEntry.directory('/opt', { mode: '0700' })],
      entrypoint: ['/opt/start'],
      user: '7:8',
      assembledIn: DEBIAN,
    })).map(({ what }) => what);
    expect(said).toContain('7:8 may not enter /opt (mode 0700, owner 0:0), which contains /opt/start, and ENTRYPOINT runs as that user.');
  });
});
