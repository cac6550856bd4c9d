import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES, examplePath, loadExample } from './rule-examples';
import { Artifact, ContainerImage, ContainerImageProps, RootfsEntry, ScratchImage, Severity } from '../../src';
import { _BaseFacts, _BaseLibrary } from '../../src/bases';
import type { _Rule } from '../../src/checks';
import { _ExampleFiles, _createExampleRepository } from '../../src/checks/examples/example-files';
import * as rules from '../../src/checks/rules';
import { DEBIAN, idsOf, newImage, problemsOf } from '../support/image';

/** The ids of what stops a synthesis or is worth a warning, and those of the rule itself. */
function listIds(
  declare: (image: ContainerImage) => void, id: string, props?: Partial<ContainerImageProps>, files?: _ExampleFiles, bases: _BaseFacts[] = [],
): string[] {
  const image = newImage(props);
  declare(image);
  const problems = problemsOf(image, files && _createExampleRepository(files), { whole: true, bases: _BaseLibrary.of(bases) });
  return [...new Set(problems.filter(problem => problem.id === id || problem.severity !== Severity.INFO).map(problem => problem.id))];
}

/** `copy/missing-local` is exported as `copyMissingLocal`. */
function exportNameOf(id: string): string {
  return id.replace(/[/-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

describe.each<[string, _Rule]>(Object.entries(rules))('%s', (name, { id }) => {
  test('is exported by its id', () => expect(name).toBe(exportNameOf(id)));
  test('has the path of its id, and its examples beside it', () => {
    expect([`${RULES}/${id}.ts`, examplePath(id)].filter(path => !existsSync(path))).toEqual([]);
  });
  test('is reported for its bad example, and nothing else is', async () => {
    const { bad, badImage, badFiles, badBases } = await loadExample(id);
    expect(listIds(bad, id, badImage, badFiles, badBases)).toEqual([id]);
  });
  test('is not reported for its good example, and nothing else is', async () => {
    const { good, goodImage, goodFiles, goodBases } = await loadExample(id);
    expect(listIds(good, id, goodImage, goodFiles, goodBases)).toEqual([]);
  });
});

test('every file of the folder is a registered rule or the examples of one', () => {
  const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter(file => file.includes('/'));
  expect(files.sort()).toEqual(Object.values(rules).flatMap(({ id }) => [`${id}.example.ts`, `${id}.ts`]).sort());
});

test('an entrypoint that is not executable is not one', () => {
  const image = newImage();
  const app = Artifact.text([{ entry: RootfsEntry.file('/app'), content: 'x\n' }]);
  new ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/app'], user: '65532:65532', assembledIn: DEBIAN });
  expect(idsOf(image)).toEqual(['rootfs/entrypoint-missing']);
});
