import { MountPoint, ScratchImage } from '../../../blocks';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])], volumes: [MountPoint.persistent('/data')], entrypoint: ['/bin/app'], user: '65532:65532',
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])],
    volumes: [MountPoint.persistent('/data', { owner: '65532:65532' })],
    entrypoint: ['/bin/app'],
    user: '65532:65532',
  }),
};
