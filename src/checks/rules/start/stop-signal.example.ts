import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox(['sleep', 'date'])), exampleText('/start', '#!/bin/sh\nwhile :; do\n  date\n  sleep 60\ndone\n')],
    entrypoint: ['/start'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, exampleBusybox(['sleep', 'date'])), exampleText('/start', '#!/bin/sh\ntrap exit TERM\nwhile :; do\n  date\n  sleep 60 &\n  wait\ndone\n')],
    entrypoint: ['/start'],
  }),
};
