import { ScratchImage } from '../../../blocks';
import { User, Word } from '../../../dockerfile';
import { RootfsEntry, RuntimeNeed } from '../../../rootfs';
import { exampleBuild, exampleProgram, exampleStage, exampleText } from '../../examples/example-images';
import type { _RuleExample } from '../../examples/rule-example';

const PASSWD = 'app:x:65532:65532::/home/app:/sbin/nologin\n';

const APP = exampleProgram('/bin/app', { needs: [RuntimeNeed.userLookup('writes to its home directory')] });

export const example: _RuleExample = {
  bad: image => exampleStage(image, [
    exampleBuild(image, [APP, RootfsEntry.directory('/tmp', { mode: '1777' })]), exampleText('/etc/passwd', PASSWD),
  ], [new User(Word.literal('65532:65532'))]),
  good: image => new ScratchImage(image, 'Runtime', {
    contents: [exampleBuild(image, [APP])], entrypoint: ['/bin/app'], user: 'app', users: [{ name: 'app', uid: 65532, home: '/home/app' }],
  }),
};
