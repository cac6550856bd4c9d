import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ContainerImage, ContainerImageProject, Platform } from '../../src';
import { temporaryFolder } from '../support/temporary';

const PINNED = `docker/dockerfile:1.24.0@sha256:${'0'.repeat(64)}`;

function newProject(frontend?: string): ContainerImageProject {
  const outdir = temporaryFolder();
  writeFileSync(join(outdir, 'versions.json'), JSON.stringify({ images: { syntax: { ref: PINNED } } }));
  return new ContainerImageProject({ name: 'test', outdir, projenrcTs: false, frontend });
}

test.each<[string, { project?: string; image?: string; expected?: string }]>([
  ['is that of the builder', {}],
  ['is the one that the project pins', { project: 'syntax', expected: PINNED }],
  ['is its own, if it names one', { project: 'syntax', image: 'docker/dockerfile:1.20', expected: 'docker/dockerfile:1.20' }],
])('the frontend of an image %s', (_, { project, image, expected }) => {
  expect(new ContainerImage(newProject(project), 'App', { platforms: [Platform.LINUX_AMD64], frontend: image }).frontend).toBe(expected);
});

test('a frontend without a pin is a problem', () => {
  expect(() => new ContainerImage(newProject('frontend'), 'App', { platforms: [Platform.LINUX_AMD64] })).toThrow('versions/unknown');
});
