import { ScratchImage } from '../../../blocks';
import { Size } from '../../../core';
import { Run } from '../../../dockerfile';
import { FileSize, RootfsEntry } from '../../../rootfs';
import { exampleBuild, exampleBusybox, exampleProgram, exampleStage } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const FILES = [...exampleBusybox(['chmod']), RootfsEntry.file('/bin/app', {
  mode: '0644', executable: exampleProgram('/bin/app').executable, size: FileSize.exactly(Size.bytes(3_000_000)),
})];

export const example: _RuleExample = {
  bad: image => exampleStage(image, [exampleBuild(image, FILES)], [Run.shell('chmod 0755 /bin/app')]),
  good: image => new ScratchImage(image, 'Runtime', { contents: [exampleBuild(image, FILES)], entrypoint: ['/bin/busybox', 'sh'] }),
};
