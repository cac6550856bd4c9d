import { CaCertificates, ScratchImage } from '../../../blocks';
import { RuntimeNeed } from '../../../rootfs';
import { EXAMPLE_BASE, exampleBuild, exampleProgram } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const APP = exampleProgram('/bin/app', { needs: [RuntimeNeed.caCertificates('asks a web service')] });

export const example: _RuleExample = {
  bad: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, [APP])], entrypoint: ['/bin/app'] }),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP]), new CaCertificates(image, 'Certificates', { base: EXAMPLE_BASE })],
    entrypoint: ['/bin/app'],
  }),
};
