import { Volume, Word } from '../../../dockerfile';
import { exampleBuild, exampleProgram, exampleStage, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const DATA = new Volume([Word.literal('/data')]);

export const example: _RuleExample = {
  bad: image => {
    const stage = exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [DATA]);
    stage.copyArtifact(exampleText('/data/app.conf', 'verbose\n'), '/');
  },
  good: image => exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')]), exampleText('/data/app.conf', 'verbose\n')], [DATA]),
};
