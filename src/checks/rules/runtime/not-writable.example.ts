import { ScratchImage } from '../../../blocks';
import { RootfsEntry, RuntimeNeed } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const APP = exampleProgram('/bin/app', { needs: [RuntimeNeed.writableDirectory('/var/lib/app', 'keeps its state there')] });

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP])],
    directories: [RootfsEntry.directory('/var/lib/app')],
    entrypoint: ['/bin/app'],
    user: '65532:65532',
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP])],
    directories: [RootfsEntry.directory('/var/lib/app', { owner: '65532:65532' })],
    entrypoint: ['/bin/app'],
    user: '65532:65532',
  }),
};
