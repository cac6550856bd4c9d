import { describe, expect, test } from 'vitest';
import { Artifact, ContainerImage, ExecutableFormat, RootfsEntry, ScratchImage } from '../../src';
import * as rules from '../../src/checks/rules';
import { DEBIAN, idsOf, newImage } from '../support/image';

const text = (path: string, mode?: string) => Artifact.text([{ entry: RootfsEntry.file(path, { mode }), content: 'x\n' }]);
const script = (path: string) => Artifact.text([{
  entry: RootfsEntry.file(path, { executable: { format: ExecutableFormat.SCRIPT, interpreter: '/bin/sh' } }), content: '#!/bin/sh\n',
}]);

function image(contents: Artifact[], more: { entrypoint?: string[]; links?: RootfsEntry[] } = {}): ContainerImage {
  const made = newImage();
  new ScratchImage(made, 'Runtime', { contents, assembledIn: DEBIAN, ...more });
  return made;
}

/** By id: an image that the rule is about, and one that it has nothing to say about. */
const CASES: Record<string, { bad: () => ContainerImage; good: () => ContainerImage }> = {
  'rootfs/path-collision': {
    bad: () => image([text('/etc/motd'), text('/etc/motd')]),
    good: () => image([text('/etc/motd'), text('/etc/issue')]),
  },
  'rootfs/entrypoint-missing': {
    bad: () => image([text('/app', '0755')], { entrypoint: ['/ap'] }),
    good: () => image([text('/app', '0755')], { entrypoint: ['/app'] }),
  },
  'rootfs/missing-interpreter': {
    bad: () => image([script('/start')]),
    good: () => image([script('/start'), text('/bin/sh', '0755')]),
  },
  'rootfs/dangling-link': {
    bad: () => image([], { links: [RootfsEntry.symlink('/bin/a', 'b')] }),
    good: () => image([], { links: [RootfsEntry.symlink('/etc/mtab', '/proc/mounts'), RootfsEntry.symlink('/var/tmp', '/tmp')] }),
  },
};

test('every rule has a case', () => {
  expect(Object.values(rules).map(({ id }) => id).sort()).toEqual(Object.keys(CASES).sort());
});

describe.each(Object.entries(CASES))('%s', (id, { bad, good }) => {
  test('is reported where it applies, and alone', () => expect(idsOf(bad())).toEqual([id]));
  test('is not reported where it does not', () => expect(idsOf(good())).toEqual([]));
});

test('an entrypoint that is not executable is not one', () => {
  expect(idsOf(image([text('/app')], { entrypoint: ['/app'] }))).toEqual(['rootfs/entrypoint-missing']);
});
