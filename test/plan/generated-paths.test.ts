import { expect, test } from 'vitest';
import { _dockerignorePath, _manifestPath } from '../../src/plan';

test.each([
  ['Dockerfile', '.dockerignore', 'Dockerfile.imagewright.json'],
  ['images/app/Dockerfile', 'images/app/Dockerfile.dockerignore', 'images/app/Dockerfile.imagewright.json'],
])('%s has %s and %s beside it', (dockerfile, dockerignore, manifest) => {
  expect([_dockerignorePath({ dockerfile }), _manifestPath({ dockerfile })]).toEqual([dockerignore, manifest]);
});
