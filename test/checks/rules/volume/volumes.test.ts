import { describe, expect, test } from 'vitest';
import { Artifact, ContainerImage, MountPoint, RootfsEntry, ScratchImage, TargetProfile } from '../../../../src';
import { volumeHidesFile, volumeNotWritable, volumeWrittenLater } from '../../../../src/checks/rules';
import { DEBIAN } from '../../../support/image';
import { findingsOf, saidOf } from '../../findings';

describe('volumes', () => {
  test.each([
    ['VOLUME /data\nCOPY a /data/a', ['/data/a is written after the declaration of its volume: /data.']],
    ['VOLUME /data\nRUN echo > /data/a', ['/data/a is written after the declaration of its volume: /data.']],
    ['VOLUME /data\nRUN chown 1:1 /data', ['/data is written after the declaration of its volume: /data.']],
    ['COPY a /data/a\nVOLUME /data', []],
    ['VOLUME /data\nCOPY a /data2/a', []],
  ])('volume/written-later: %j', (text, expected) => expect(saidOf(volumeWrittenLater, `FROM debian\n${text}\n`)).toEqual(expected));

  test('volume/hides-file weighs more where volumes are mounts', () => {
    const declare = (image: ContainerImage) => new ScratchImage(image, 'Runtime', {
      contents: [Artifact.text([{ entry: RootfsEntry.file('/data/a'), content: 'a\n' }, { entry: RootfsEntry.file('/data/b'), content: 'b\n' }])],
      volumes: [MountPoint.persistent('/data')],
      assembledIn: DEBIAN,
    });
    expect(findingsOf(volumeHidesFile, declare).map(({ what, severity }) => [what, severity])).toEqual([['/data/a and 1 more will be below the volume /data.', 'info']]);
    expect(findingsOf(volumeHidesFile, declare, { target: TargetProfile.routerOs() }).map(({ severity }) => severity)).toEqual([undefined]);
  });

  test.each([
    ['USER 7:8\nVOLUME /data', ['The volume /data has no directory in the image, and the program runs as 7:8.']],
    ['WORKDIR /data\nUSER 7:8\nVOLUME /data', ['The volume /data has owner 0:0 and mode 0755, and the program runs as 7:8.']],
    ['WORKDIR /data\nVOLUME /data', []],
  ])('volume/not-writable: %j', (text, expected) => expect(saidOf(volumeNotWritable, `FROM scratch\n${text}\n`)).toEqual(expected));
});
