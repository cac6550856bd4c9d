import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { detachedRoot } from '../../support/root';
import { ALL_FORGES, MARKER, filesOf, pipelineOf, router } from '../samples';

// What every forge promises.
describe.each(ALL_FORGES)('$name', forge => {
  const files = filesOf(pipelineOf({ forges: [forge] }));

  test.each(Object.keys(files))('%s', async path => {
    await expect(files[path]).toMatchFileSnapshot(`../../golden/ci/${forge.name.toLowerCase()}/${basename(path)}`);
  });

  test('every file begins with the marker and is YAML', () => {
    for (const text of Object.values(files)) {
      expect(text.split('\n')[0]).toBe(`# ${MARKER}`);
      expect(parse(text)).toBeTypeOf('object');
    }
  });

  test('the address of the registry stands in one place of the release, in one of the rollback, and nowhere else', () => {
    const lines = Object.entries(files).flatMap(([path, text]) => text.split('\n')
      .map((line, number) => ({ path, line, number }))
      .filter(({ line }) => !line.startsWith('#') && line.includes('registry.example.com')));
    expect([...new Set(lines.map(({ path }) => basename(path).split('.')[0]))]).toEqual(['release', 'rollback']);
    for (const name of ['/release.', '/rollback.']) {
      const numbers = lines.filter(({ path }) => path.includes(name)).map(({ number }) => number);
      expect(Math.max(...numbers) - Math.min(...numbers)).toBeLessThanOrEqual(1);
    }
  });

  test('the same pipeline gives the same bytes', () => {
    expect(filesOf(pipelineOf({ forges: [forge] }))).toEqual(files);
  });

  test('the build knows no secret and pushes nothing', () => {
    const [build] = Object.entries(files).filter(([path]) => path.includes('/build.')).map(([, text]) => text);
    expect(build).not.toMatch(/from_secret|secrets\.|REGISTRY_USER|push=true|push: true/);
  });

  test('nothing is pushed, and no secret is used, before the image is verified', () => {
    const [release] = Object.entries(files).filter(([path]) => path.includes('/release.')).map(([, text]) => text);
    const places = (pattern: RegExp) => [...release.matchAll(pattern)].map(({ index }) => index);
    const verified = places(/imagewright verify /g);
    const pushed = places(/imagetools create --tag|oras cp/g);
    const secrets = places(/from_secret|secrets\.|"\$REGISTRY_USER"/g);
    expect(pushed.length).toBe(verified.length);
    pushed.forEach((place, i) => expect(place).toBeGreaterThan(verified[i]));
    expect(secrets[0]).toBeGreaterThan(verified[0]);
  });

  test('imagewright is installed as the team says, and the manifest of a Dockerfile in a directory is named', () => {
    const image = router(detachedRoot());
    Object.assign(image.image, { dockerfile: 'router/Dockerfile' });
    const made = filesOf(pipelineOf({ forges: [forge], images: [image], installCommand: 'npm install --global imagewright@1.4.0' }));
    for (const [path, text] of Object.entries(made)) {
      if (!/\/(build|release)\./.test(path)) continue;
      expect(text).toContain('npm install --global imagewright@1.4.0\n');
      expect(text).toMatch(/npx --no -- imagewright verify --manifest router\/Dockerfile\.imagewright\.json .*(image|\$SLUG)\.tar/);
    }
  });

  test('the platforms are built in the order of their declaration', () => {
    const [release] = Object.entries(files).filter(([path]) => path.includes('/release.')).map(([, text]) => text);
    const places = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v5'].map(platform => release.indexOf(platform));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('without smoke tests the release still promotes', () => {
    const images = [{ ...router(detachedRoot()), smokeTests: [] }];
    const release = Object.entries(filesOf(pipelineOf({ images, forges: [forge] }))).find(([path]) => path.includes('/release.'))![1];
    expect(release).not.toMatch(/smoke/i);
    expect(release).toMatch(/\n +promote stable\n/);
  });
});
