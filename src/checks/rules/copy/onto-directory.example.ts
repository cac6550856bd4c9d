import { RuntimeImage } from '../../../blocks';
import type { ContainerImage } from '../../../image';
import { exampleBaseFacts } from '../../examples/example-bases';
import { EXAMPLE_BASE, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const READ = [exampleBaseFacts('0', { '/srv/': '', '/usr/bin/sleep': '0755' })];

export const example: _RuleExample = {
  bad: image => declareImage(image, '/srv'),
  badBases: READ,
  good: image => declareImage(image, '/srv/index.html'),
  goodBases: READ,
};

function declareImage(image: ContainerImage, path: string): void {
  new RuntimeImage(image, 'Runtime', { base: EXAMPLE_BASE, contents: [exampleText(path, '<p>Hello</p>\n')], entrypoint: ['sleep', '1'] });
}
