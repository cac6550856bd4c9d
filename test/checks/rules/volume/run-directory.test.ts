import { expect, test } from 'vitest';
import { MountPoint, RootfsEntry, ScratchImage, ScratchImageProps } from '../../../../src';
import { exampleBuild, exampleProgram } from '../../../../src/checks/examples/example-images';
import { volumeRunDirectory } from '../../../../src/checks/rules';
import { findingsOf, saidOf } from '../../findings';

const said = (props: Partial<ScratchImageProps>) => findingsOf(volumeRunDirectory, image => new ScratchImage(image, 'Runtime', {
  contents: [exampleBuild(image, [exampleProgram('/bin/app')])], entrypoint: ['/bin/app', '--socket=/var/run/app/app.sock'], ...props,
})).map(({ what }) => what);
const FOUND = ['/var/run/app/app.sock is not in the mount at /run: /var/run and /run are two directories in the image.'];

test.each<[string, Partial<ScratchImageProps>, string[]]>([
  ['a tmpfs at the other name', { volumes: [MountPoint.tmpfs('/run')], sockets: ['/var/run/app/app.sock'] }, FOUND],
  ['a volume at the other name', { volumes: [MountPoint.persistent('/run')] }, FOUND],
  ['a mount below the other name', { volumes: [MountPoint.tmpfs('/run/app')] }, FOUND],
  ['the other way round', { volumes: [MountPoint.tmpfs('/var/run')], entrypoint: ['/bin/app', '/run/app.pid'] }, ['/run/app.pid is not in the mount at /var/run: /run and /var/run are two directories in the image.']],
  ['in a variable', { volumes: [MountPoint.tmpfs('/run')], entrypoint: ['/bin/app'], environment: { PIDFILE: '/var/run/app.pid' } }, ['/var/run/app.pid is not in the mount at /run: /var/run and /run are two directories in the image.']],
  ['one is a link to the other', { volumes: [MountPoint.tmpfs('/run')], links: [RootfsEntry.symlink('/var/run', '../run')] }, []],
  ['the mount is where it is written', { volumes: [MountPoint.tmpfs('/var/run/app')] }, []],
  ['a mount for something else', { volumes: [MountPoint.tmpfs('/run/other')] }, []],
  ['nothing is mounted', {}, []],
  ['nothing is written there', { volumes: [MountPoint.tmpfs('/run')], entrypoint: ['/bin/app', '/srv/var/run/x'] }, []],
])('%s', (_, props, expected) => {
  expect(said(props)).toEqual(expected);
});

test('a base that has the link, or may have it', () => {
  for (const base of ['debian:12', 'acme/base:1']) expect(saidOf(volumeRunDirectory, `FROM ${base}\nVOLUME /run\nCMD ["/app", "/var/run/app.sock"]\n`)).toEqual([]);
});
