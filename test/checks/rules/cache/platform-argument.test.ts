import { describe, expect, test } from 'vitest';
import { Platform } from '../../../../src';
import { found, withStage } from '../../one-stage';

const BOTH = { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] };

describe('cache/platform-argument', () => {
  const after = (line: string, props = BOTH) => found(withStage(stage => {
    stage.arg('TARGETARCH');
    stage.run(['set -x', line]);
  }, [], props), 'cache/platform-argument');

  test.each(['apt-get install -y gcc', 'go mod download', 'npm ci && rm -rf /root/.npm'])('%s behind ARG TARGETARCH is done for each platform', line => {
    expect(after(line)).toHaveLength(1);
    expect(after(line, { platforms: [Platform.LINUX_AMD64] })).toEqual([]);
  });

  test.each(['apt-get install -y "gcc-$TARGETARCH"', 'apt-get install -y gcc && ./configure', 'make', 'xx-apk add gcc'])('%s may have to be', line => {
    expect(after(line)).toEqual([]);
  });
});
