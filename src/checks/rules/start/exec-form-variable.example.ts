import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])], environment: { PORT: '8080' }, entrypoint: ['/bin/app', '--port', '$PORT'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app')])], entrypoint: ['/bin/app', '--port', '8080'],
  }),
};
