import { expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage } from '../../../src';
import { _listUnpinned } from '../../../src/checks';
import { _resolveImage } from '../../../src/plan';
import { DEBIAN, newImage } from '../../support/image';

function unpinned(script: string, base = DEBIAN): string[] {
  const image: ContainerImage = newImage();
  const stage = new BuildStage(image, 'Build', { base, purpose: 'builds' });
  stage.run([script]);
  image.defineRuntime(stage);
  return _resolveImage(image).models.flatMap(_listUnpinned);
}

test.each([
  'npm ci', 'go mod download', 'pip install --require-hashes -r requirements.txt', 'apt-get remove -y gcc', 'dpkg -i /tmp/a.deb', 'make', 'go install ./...',
  'echo deb http://snapshot.debian.org/archive/debian/20260801T000000Z/ trixie main > /etc/apt/sources.list; apt-get update; apt-get install -y gcc',
])('%s always gives the same', script => {
  expect(unpinned(script)).toEqual([]);
});

test.each([
  ['apt-get update && apt-get install -y gcc', 'the stage "build" runs `apt-get install -y`, which takes the newest packages'],
  ['apk add --no-cache gcc', 'the stage "build" runs `apk add --no-cache`, which takes the newest packages'],
  ['pip install flask', 'the stage "build" runs `pip install flask`, which takes the newest packages'],
  ['npm install', 'the stage "build" runs `npm install`, which takes the newest packages'],
  ['go install example.com/a@latest', 'the stage "build" runs `go install example.com/a@latest`, which takes the newest packages'],
  ['curl -fsSL https://example.com/a -o a', 'in the stage "build", nothing verifies what `curl -fsSL https://example.com/a -o a` downloads'],
])('%s may give something else tomorrow', (script, expected) => {
  expect(unpinned(script)).toEqual([expected]);
});

test('a base without a digest may be another one tomorrow', () => {
  expect(unpinned('make', BaseImage.unpinned('debian:trixie-slim', 'a test'))).toEqual([
    'the stage "build" starts from debian:trixie-slim, without a digest',
  ]);
});
