import { ScratchImage } from '../../../blocks';
import type { ContainerImage } from '../../../image';
import { RootfsEntry } from '../../../rootfs';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => declareImage(image, []),
  good: image => declareImage(image, [RootfsEntry.file('/usr/lib/locale/locale-archive')]),
};

function declareImage(image: ContainerImage, locales: RootfsEntry[]): void {
  new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app'), ...locales])], environment: { LANG: 'de_DE.UTF-8' }, entrypoint: ['/bin/app'],
  });
}
