import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleBusybox, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app'), ...exampleBusybox()])],
    entrypoint: ['/bin/sh', '-c', 'exec /bin/app'],
    cmd: ['--verbose'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app'), ...exampleBusybox()])],
    entrypoint: ['/bin/sh', '-c', 'exec /bin/app "$@"', 'app'],
    cmd: ['--verbose'],
  }),
};
