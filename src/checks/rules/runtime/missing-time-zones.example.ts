import { ScratchImage } from '../../../blocks';
import { RootfsEntry, RuntimeNeed } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const APP = exampleProgram('/bin/app', { needs: [RuntimeNeed.timeZones('shows local times')] });

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [APP])], entrypoint: ['/bin/app'] }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP, RootfsEntry.file('/usr/share/zoneinfo/Europe/Berlin')])],
    entrypoint: ['/bin/app'],
  }),
};
