import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\r\necho started\r\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\necho started\n')],
    entrypoint: ['/start'],
  }),
};
