import { expect, test } from 'vitest';
import { found, withStage } from '../../one-stage';

test.each([
  { line: 'apk add --no-cache upx=5.0.2-r0 gcc', says: ['The stage "build" installs upx=5.0.2-r0.'] },
  { line: 'apk add --virtual=.build gcc', says: [] },
  { line: 'apk add "upx>=5.0" "gcc~=15"', says: [] },
  { line: 'apt-get install -y upx-ucl=4.2.4-1.1', says: [] },
])('pin/apk-version: $line', ({ line, says }) => expect(found(withStage(stage => stage.run([line])), 'pin/apk-version')).toEqual(says));
