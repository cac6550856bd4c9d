import { ScratchImage } from '../../../blocks';
import { RuntimeNeed } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const APP = exampleProgram('/bin/app', { needs: [RuntimeNeed.userLookup('writes to its home directory')] });

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [APP])], entrypoint: ['/bin/app'], user: '65532:65532' }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP])], entrypoint: ['/bin/app'], user: 'app', users: [{ name: 'app', uid: 65532 }],
  }),
};
