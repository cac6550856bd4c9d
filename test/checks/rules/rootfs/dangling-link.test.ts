import { describe, expect, test } from 'vitest';
import { RootfsEntry, dockerfile } from '../../../../src';
import { exampleBuild, exampleStage } from '../../../../src/checks/examples/example-images';
import { rootfsDanglingLink } from '../../../../src/checks/rules';
import { findingsOf } from '../../findings';

describe('a link', () => {
  const said = (target: string) => findingsOf(rootfsDanglingLink, image => {
    const build = exampleBuild(image, [RootfsEntry.symlink('/var/log/app', target)]);
    exampleStage(image, [build], [new dockerfile.Volume([dockerfile.Word.literal('/data')])]);
  }).map(({ what }) => what);

  test('into a volume, or to what the runtime mounts, leads to something when the container runs', () => {
    expect([...said('/data/log'), ...said('../../proc/self/fd/1'), ...said('/dev/stdout')]).toEqual([]);
    expect(said('/srv/log')).toEqual(['The link /var/log/app leads to /srv/log, which is not in the image.']);
  });
});
