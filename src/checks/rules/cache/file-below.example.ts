import { Mount } from '../../../dockerfile';
import type { BuildStage } from '../../../image';
import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => runWithCache(stage, '/root/.m2')),
  good: image => exampleSteps(image, stage => runWithCache(stage, '/root/.m2/repository')),
};

function runWithCache(stage: BuildStage, cache: string): void {
  const downloads = Mount.cache({ target: cache, id: `example-of-${cache.replace(/\W/g, '')}` });
  stage.run(['make install DESTDIR=/out'], { mounts: [downloads, Mount.bind({ source: 'app.conf', target: '/root/.m2/app.conf' })] });
  stage.run([`test ! -e ${cache}/app.conf`], { mounts: [downloads] });
}
