import { describe, expect, test } from 'vitest';
import { Artifact, ContainerImage, ContainerImageProps, RootfsEntry, ScratchImage, Severity } from '../../src';
import type { _Rule } from '../../src/checks';
import * as rules from '../../src/checks/rules';
import { _ExampleFiles, _exampleRepository } from '../../src/checks/support/example-files';
import { DEBIAN, idsOf, newImage, problemsOf } from '../support/image';

/** The ids of what stops a synthesis or is worth a warning, and those of the rule itself. */
function found(declare: (image: ContainerImage) => void, id: string, props?: Partial<ContainerImageProps>, files?: _ExampleFiles): string[] {
  const image = newImage(props);
  declare(image);
  const problems = problemsOf(image, files && _exampleRepository(files), { whole: true });
  return [...new Set(problems.filter(problem => problem.id === id || problem.severity !== Severity.INFO).map(problem => problem.id))];
}

describe.each<_Rule>(Object.values(rules))('$id', ({ id, bad, good, badImage, goodImage, badFiles, goodFiles }) => {
  test('is reported for its bad example, and nothing else is', () => expect(found(bad, id, badImage, badFiles)).toEqual([id]));
  test('is not reported for its good example, and nothing else is', () => expect(found(good, id, goodImage, goodFiles)).toEqual([]));
});

test('no two rules have one id', () => {
  const ids = Object.values(rules).map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(ids);
});

test('an entrypoint that is not executable is not one', () => {
  const image = newImage();
  const app = Artifact.text([{ entry: RootfsEntry.file('/app'), content: 'x\n' }]);
  new ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/app'], user: '65532:65532', assembledIn: DEBIAN });
  expect(idsOf(image)).toEqual(['rootfs/entrypoint-missing']);
});
