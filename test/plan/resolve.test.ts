import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { TailscaleImage } from '../../examples/mikrotik-tailscale/projenrc/tailscale-image';
import { BaseImage, BuildStage, EntryKind, Versions } from '../../src';
import { _RepositoryFiles } from '../../src/image';
import { _resolveImage } from '../../src/plan';
import { DEBIAN, newImage } from '../support/image';
import { detachedRoot } from '../support/root';

/** Where in a value constructs are: the names that lead to each. */
function constructsIn(root: unknown): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const open: { value: unknown; path: string }[] = [{ value: root, path: 'plan' }];
  while (open.length > 0) {
    const { value, path } = open.pop()!;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Construct.isConstruct(value)) { found.push(path); continue; }
    for (const key of Reflect.ownKeys(value)) {
      open.push({ value: Object.getOwnPropertyDescriptor(value, key)!.value, path: `${path}.${String(key)}` });
    }
    if (value instanceof Map || value instanceof Set) {
      for (const each of [...value.keys(), ...value.values()]) open.push({ value: each, path: `${path}[…]` });
    }
  }
  return found;
}

test('the plan of the Tailscale example is a value: no construct is in it', () => {
  const versions = Versions.parse(readFileSync(join(__dirname, '../../examples/mikrotik-tailscale/versions.json'), 'utf8'));
  const plan = _resolveImage(new TailscaleImage(detachedRoot(), 'Tailscale', versions));
  expect(plan.stages.length).toBeGreaterThan(3);
  expect(constructsIn(plan)).toEqual([]);
});

test('nor is one where stages continue others, are kept as targets, and read files', () => {
  const image = newImage();
  const base = new BuildStage(image, 'Base', { base: DEBIAN });
  const result = new BuildStage(image, 'Result', { base: BaseImage.stage(base) });
  result.copyLocal(['app'], '/app');
  image.addTarget(new BuildStage(image, 'Tests', { base: BaseImage.stage(base) }));
  image.defineRuntime(result);
  const files = _RepositoryFiles.of({ files: [{ path: 'app', kind: EntryKind.FILE, mode: '0755' }], names: [['.', ['app']]] });
  const plan = _resolveImage(image, files);
  expect(plan.observed).not.toBe(plan.models);
  expect(plan.stages.map(({ name, base: { stage } }) => [name, stage])).toEqual([['base', undefined], ['tests', 'base'], ['result', 'base']]);
  expect(plan.targets).toEqual([{ stage: 'tests', bakeTarget: 'image-tests', platforms: undefined }]);
  expect(constructsIn(plan)).toEqual([]);
  expect(constructsIn({ ...plan, targets: new Map([['tests', { stage: base }]]) })).toEqual(['plan.targets[…].stage']);
});
