import { ScratchImage } from '../../../blocks';
import { EXAMPLE_BASE, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/etc/motd', 'one\n'), exampleText('/etc/motd', 'two\n')],
    assembledIn: EXAMPLE_BASE,
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleText('/etc/motd', 'one\n'), exampleText('/etc/issue', 'two\n')],
    assembledIn: EXAMPLE_BASE,
  }),
};
