import { ScratchImage } from '../../../blocks';
import { Artifact } from '../../../image';
import { RootfsEntry } from '../../../rootfs';
import { exampleBuild, exampleBusybox } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleStart('0700')],
    entrypoint: ['/start'],
    user: '65532:65532',
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleStart('0755')],
    entrypoint: ['/start'],
    user: '65532:65532',
  }),
};

function exampleStart(mode: string): Artifact {
  return Artifact.text([{ entry: RootfsEntry.file('/start', { mode }), content: '#!/bin/sh\necho started\n' }]);
}
