import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../../src';
import { found, withStage } from '../../one-stage';

const { Mount } = dockerfile;

describe('cache/order', () => {
  const ordered = (copied: string, line: string, mounts: dockerfile.Mount[] = []) => found(withStage(stage => {
    stage.copyLocal([copied], '/src/', {});
    stage.run([line], { mounts });
  }), 'cache/order');

  test.each(['npm ci', 'go mod download', 'pip install -r requirements.txt', 'apt-get install -y gcc', 'apk add --no-cache gcc', 'yarn install --frozen-lockfile'])(
    '%s behind a copy of everything is done with every change', line => expect(ordered('.', line)).toEqual([
      `In the stage "build", \`${line.split(' ').slice(0, 3).join(' ')}\` comes after a copy of the whole build context.`,
    ]));

  test.each([
    { copied: 'package.json', line: 'npm ci' },
    { copied: '.', line: 'npm run build' },
    { copied: '.', line: 'go build ./...' },
    { copied: '.', line: 'echo npm ci' },
  ])('$line behind a copy of $copied is not', ({ copied, line }) => expect(ordered(copied, line)).toEqual([]));

  test('with a cache nothing is downloaded again', () => expect(ordered('.', 'npm ci', [Mount.cache({ target: '/root/.npm' })])).toEqual([]));
});
