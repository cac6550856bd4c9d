import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleProgram, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const CONTENTS = [exampleProgram('/bin/app'), exampleProgram('/bin/helper'), exampleProgram('/bin/tini'), ...exampleBusybox()];

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, CONTENTS), exampleText('/start', '#!/bin/sh\n/bin/helper &\nexec /bin/app\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, CONTENTS), exampleText('/start', '#!/bin/sh\n(/bin/helper &)\nexec /bin/app\n')],
    entrypoint: ['/bin/tini', '--', '/start'],
  }),
};
