import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\nif true; then\n  echo started\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox()), exampleText('/start', '#!/bin/sh\nif true; then\n  echo started\nfi\n')],
    entrypoint: ['/start'],
  }),
};
