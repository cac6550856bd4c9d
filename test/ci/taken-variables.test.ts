import { describe, expect, test } from 'vitest';
import { PINS, github, gitlab, pipelineOf, woodpecker } from './samples';
import { Forge } from '../../src/ci';
import { findAssigned } from '../../src/ci/taken-variables';
import { Platform, Problems } from '../../src/core';
import { Mount } from '../../src/dockerfile';
import { BuildSecret, BuildStage, ContainerImage } from '../../src/image';
import { DEBIAN } from '../support/image';
import { detachedRoot } from '../support/root';

/** What is reported about a build with a secret in a variable. */
function reported(forge: Forge, variable: string): string[] {
  const image = new ContainerImage(detachedRoot(), 'service', { platforms: [Platform.LINUX_AMD64], secrets: { key: BuildSecret.environment(variable) } });
  new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' }).run(['make'], { mounts: [Mount.secret({ id: 'key' })] });
  const found = Problems.of(pipelineOf({ forges: [forge], images: [{ image, repository: 'acme/service' }], renovate: undefined, hostedBot: undefined })).all();
  return found.map(({ id, what }) => `${id}: ${what}`);
}

const told = (forge: string, variable: string) => [`ci/secret-name: ${forge} cannot have a secret in the variable ${variable}: the pipeline sets ${variable} itself.`];

describe('a secret of a build in a variable that the pipeline sets itself', () => {
  test.each(['TAG', 'IMAGE', 'REGISTRY'])('is reported: %s', variable => {
    expect(reported(github(), variable)).toEqual(told('GitHub', variable));
    expect(reported(gitlab(), variable)).toEqual(told('GitLab', variable));
  });

  test('can have another name in the forge', () => {
    const secrets = { buildSecrets: { key: 'BUILD_TAG' } };
    expect(reported(github({ secrets }), 'TAG')).toEqual([]);
    expect(reported(gitlab({ secrets }), 'TAG')).toEqual([]);
  });

  test('is no problem in Woodpecker, where it has a prefix', () => {
    expect(reported(woodpecker(), 'TAG')).toEqual([]);
  });

  test('others are not reported', () => {
    for (const forge of [github(), gitlab(), Forge.script({ versions: PINS })]) expect(reported(forge, 'PIP_INDEX_URL')).toEqual([]);
  });
});

test('assignments of a script are found, and no options', () => {
  const script = 'A=1\n  if B=$(id); then\nexport C=2\nfor d; do\nfor e in x; do\ndocker build --file=x --build-arg F=1\n  G=1 sh\necho "H=1"\n';
  expect([...findAssigned(script)]).toEqual(['A', 'B', 'C', 'd', 'e', 'G']);
});
