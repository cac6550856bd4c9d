import { Platform } from '../../../core';
import type { BuildStage } from '../../../image';
import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  badImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  bad: image => exampleSteps(image, runMake),
  goodImage: { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] },
  good: image => exampleSteps(image, stage => { stage.arg('TARGETARCH'); runMake(stage); }),
};

function runMake(stage: BuildStage): void {
  stage.run(['echo "$TARGETARCH" > /arch', 'make install DESTDIR=/out']);
}
