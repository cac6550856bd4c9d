import { ScratchImage } from '../../../blocks';
import { EXAMPLE_BASE, exampleBuild, exampleProgram, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/start', '#!/bin/sh\necho started\n'), exampleBuild(image, [exampleProgram('/bin/sh')])],
  }),
};
