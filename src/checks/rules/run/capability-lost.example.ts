import { exampleSteps } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

export const example: _RuleExample = {
  bad: image => exampleSteps(image, stage => (
    stage.run(['make install DESTDIR=/out', 'setcap cap_net_bind_service=+p /out/bin/app', 'chown 65532:65532 /out/bin/app'])
  )),
  good: image => exampleSteps(image, stage => (
    stage.run(['make install DESTDIR=/out', 'chown 65532:65532 /out/bin/app', 'setcap cap_net_bind_service=+p /out/bin/app'])
  )),
};
