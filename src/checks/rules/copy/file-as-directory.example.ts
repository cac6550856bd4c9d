import { Command, Entrypoint } from '../../../dockerfile';
import type { ContainerImage } from '../../../image';
import { exampleBuild, exampleBusybox, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const START = { 'start.sh': { text: '#!/bin/sh\necho started\n', mode: '0755' } };

export const example: _RuleExample = {
  bad: image => declareImage(image, '/srv'),
  badFiles: START,
  good: image => declareImage(image, '/srv/'),
  goodFiles: START,
};

function declareImage(image: ContainerImage, destination: string): void {
  const stage = exampleStage(image, [exampleBuild(image, exampleBusybox())]);
  stage.copyLocal(['start.sh'], destination, { mode: '0755' });
  stage.addNode(new Entrypoint(Command.exec(['/srv/start.sh'])));
}
