import { MountPoint, ScratchImage } from '../../../blocks';
import { exampleBuild, exampleProgram, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')]), exampleText('/data/app.conf', 'verbose\n')],
    volumes: [MountPoint.persistent('/data')],
    entrypoint: ['/bin/app'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')]), exampleText('/etc/app.conf', 'verbose\n')],
    volumes: [MountPoint.persistent('/data')],
    entrypoint: ['/bin/app'],
  }),
};
