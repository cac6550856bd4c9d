import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleProgram, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app'), ...exampleBusybox()]), exampleText('/start', '#!/bin/sh\necho starting\n/bin/app --verbose\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app'), ...exampleBusybox()]), exampleText('/start', '#!/bin/sh\necho starting\nexec /bin/app --verbose\n')],
    entrypoint: ['/start'],
  }),
};
