import { ScratchImage } from '../../../blocks';
import { exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const LOADER = '/lib64/ld-linux-x86-64.so.2';

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app', { interpreter: LOADER }), exampleProgram(LOADER)])], entrypoint: ['/bin/app'],
  }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [exampleProgram('/bin/app', { interpreter: LOADER }), exampleProgram(LOADER), exampleProgram('/lib/x86_64-linux-gnu/libc.so.6')])],
    entrypoint: ['/bin/app'],
  }),
};
