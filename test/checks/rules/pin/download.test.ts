import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../../src';
import { found, withStage } from '../../one-stage';

const { Add, CopySource, Word } = dockerfile;

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('pin/download', () => {
  const run = (...scripts: string[]) => found(withStage(stage => scripts.forEach(script => stage.run([script]))), 'pin/download');

  test.each([
    'curl -fsSL https://example.com/a.tar.gz -o /a.tar.gz',
    'curl -fsSL "https://example.com/a-$VERSION.sh" | sh',
    'wget -q https://example.com/a.tar.gz',
    'git clone --depth 1 --branch v1.2.3 https://example.com/a.git',
    'cd /src && git clone https://example.com/a.git && cd a && git checkout v1.2.3',
    'if true; then curl -O https://example.com/a; fi',
  ])('%s is checked by nothing', script => expect(run(script)).toHaveLength(1));

  test.each([
    'curl -fsSLO https://example.com/a.tar.gz && echo "$SUM  a.tar.gz" | sha256sum -c -',
    'wget https://example.com/a.tar.gz https://example.com/a.tar.gz.asc && gpg --verify a.tar.gz.asc a.tar.gz',
    `git clone https://example.com/a.git && git -C a checkout ${COMMIT}`,
    'git clone https://example.com/a.git && git -C a checkout "$COMMIT"',
    'git clone --branch v1.2.3 https://example.com/a.git && git -C a verify-tag v1.2.3',
    `curl -fsSLO https://example.com/raw/${COMMIT}/a.sh`,
    'curl -sI https://example.com/',
    'curl --version',
    'echo curl https://example.com/',
  ])('%s is checked, or is no input of the build', script => expect(run(script)).toEqual([]));

  test('a later command may check it', () => {
    expect(run('curl -o /a https://example.com/a', 'sha256sum -c /sums')).toEqual([]);
    expect(run('sha256sum -c /sums', 'curl -o /a https://example.com/a')).toEqual(['In the stage "build", nothing verifies what `curl -o /a https://example.com/a` downloads.']);
  });

  test.each([
    { source: 'https://example.com/a.tar.gz', count: 1 },
    { source: 'https://example.com/a.git#v1.2.3', count: 1 },
    { source: `https://example.com/a.git#${COMMIT}`, count: 0 },
    { source: 'a.tar.gz', count: 0 },
  ])('ADD $source', ({ source, count }) => {
    const add = (checksum?: string) => found(withStage(stage => stage.addNode(new Add({
      sources: [CopySource.path(Word.literal(source))], destination: Word.literal('/a'), checksum: checksum === undefined ? undefined : Word.literal(checksum),
    }))), 'pin/download');
    expect(add()).toHaveLength(count);
    if (count > 0) expect(add(source.includes('.git') ? COMMIT : `sha256:${'0'.repeat(64)}`)).toEqual([]);
  });
});
