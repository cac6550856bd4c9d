import { MountPoint, ScratchImage } from '../../../blocks';
import type { ContainerImage } from '../../../image';
import { RootfsEntry } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, []),
  good: image => declareImage(image, [RootfsEntry.symlink('/var/run', '/run')]),
};

function declareImage(image: ContainerImage, links: RootfsEntry[]): void {
  new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    links,
    volumes: [MountPoint.tmpfs('/run')],
    entrypoint: ['/bin/app', '--socket=/var/run/app.sock'],
  });
}
