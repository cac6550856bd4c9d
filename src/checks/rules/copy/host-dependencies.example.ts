import { BuildStage, ContainerImage } from '../../../image';
import { EXAMPLE_BASE, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, undefined),
  badImage: { ignore: ['!**/node_modules'] },
  badFiles: { 'site/package.json': '{}\n', 'site/node_modules/a/index.js': 'host\n' },
  good: image => declareImage(image, ['node_modules']),
  goodImage: { ignore: ['!**/node_modules'] },
  goodFiles: { 'site/package.json': '{}\n', 'site/node_modules/a/index.js': 'host\n' },
};

function declareImage(image: ContainerImage, exclude: string[] | undefined): void {
  const build = new BuildStage(image, 'Site', { base: EXAMPLE_BASE, purpose: 'builds the site' });
  build.workdir('/site');
  build.copyLocal(['site/package.json'], '/site/', { mode: '0644' });
  build.run(['npm ci']);
  build.copyLocal(['site'], '/site', { exclude });
  exampleStage(image, []).copyFrom(build, '/site', '/site');
}
