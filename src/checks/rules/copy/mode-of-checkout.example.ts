import { User, Word } from '../../../dockerfile';
import type { BuildStage, ContainerImage } from '../../../image';
import { exampleBuild, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const PRIVATE = { 'app.conf': { text: 'verbose\n', mode: '0600' } };

export const example: _RuleExample = {
  bad: image => addRuntime(image).copyLocal(['app.conf'], '/etc/app.conf'),
  badFiles: PRIVATE,
  good: image => addRuntime(image).copyLocal(['app.conf'], '/etc/app.conf', { mode: '0644' }),
  goodFiles: PRIVATE,
};

function addRuntime(image: ContainerImage): BuildStage {
  return exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [new User(Word.literal('65532:65532'))]);
}
