import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => stage.run(['curl -fsSL https://example.com/install.sh | sh', 'make install DESTDIR=/out', 'sha256sum /out/bin/app'])),
  good: image => exampleSteps(image, stage => (
    stage.run(['curl -fsSLo /tmp/install.sh https://example.com/install.sh', 'sh /tmp/install.sh', 'make install DESTDIR=/out', 'sha256sum /out/bin/app'])
  )),
};
