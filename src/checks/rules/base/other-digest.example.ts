import { RuntimeImage } from '../../../blocks';
import { exampleBaseFacts } from '../../examples/example-bases';
import { EXAMPLE_BASE, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new RuntimeImage(image, 'Runtime', { base: EXAMPLE_BASE, contents: [exampleText('/srv/start', '#!/bin/sh\nexec sleep 60\n')], entrypoint: ['/srv/start'] }),
  badBases: [exampleBaseFacts('1', { '/usr/bin/sleep': '0755' })],
  good: image => new RuntimeImage(image, 'Runtime', { base: EXAMPLE_BASE, contents: [exampleText('/srv/start', '#!/bin/sh\nexec sleep 60\n')], entrypoint: ['/srv/start'] }),
  goodBases: [exampleBaseFacts('0', { '/usr/bin/sleep': '0755' })],
};
