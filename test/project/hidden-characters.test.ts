import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { expect, test, vi } from 'vitest';
import { Checks, ContainerImage, ContainerImageProps, Platform, RootfsEntry, ScratchImage } from '../../src';
import { BaseImage, BuildStage } from '../../src/image';
import { newProject } from '../support/project';

const BASE = BaseImage.registry(`alpine:3.23@sha256:${'0'.repeat(64)}`);

function declared(props: Partial<ContainerImageProps>, before: (image: ContainerImage) => void = () => undefined): Project {
  const project = newProject();
  const image = new ContainerImage(project, 'Hello', { platforms: [Platform.LINUX_AMD64], ...props });
  const stage = new BuildStage(image, 'Build', { base: BASE, purpose: 'builds the program' });
  stage.run(['cp /bin/true /out/t']);
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/t', { mode: '0755' })] })].map(artifact => ({ artifact })), entrypoint: ['/t'], user: '1:1' });
  before(image);
  return project;
}

function said(project: Project): string {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    project.synth();
    return log.mock.calls.join('\n');
  } catch (error) {
    return (error as Error).message;
  } finally {
    log.mockRestore();
  }
}

test.each<{ where: string; props: Partial<ContainerImageProps>; line: string }>([
  { where: 'a description', props: { description: 'A web\u202e service' }, line: 'A web\\u202e service' },
  { where: 'a label', props: { labels: { 'org.example': 'x\x1b[31m' } }, line: 'x\\x1b[31m' },
  { where: 'the name of a label', props: { labels: { 'org.exa\u200bmple': 'x' } }, line: 'org.exa\\u200bmple' },
])('$where in which nobody sees a character is refused, with construct and line, and shown', ({ props, line }) => {
  const text = said(declared(props));
  expect(text).toContain('dockerfile/hidden-character');
  expect(text).toContain('No file was written.');
  expect(text).toMatch(/at Hello \(.*hidden-characters\.test\.ts:\d+\)/);
  expect(text).toContain(line);
  expect(text).not.toMatch(/[\x1b\u200b\u202e]/);
});

test('who needs such a character says so; JSON files have it as an escape', () => {
  const project = declared({ description: 'A \u200fweb' }, image => Checks.of(image).acknowledge('dockerfile/hidden-character', 'the description is Hebrew'));
  expect(said(project)).not.toContain('error');
  const read = (name: string) => readFileSync(join(project.outdir, name), 'utf8');
  expect(read('Dockerfile')).toContain('A \u200fweb');
  expect(read('docker-bake.json')).toContain('"A \\u200fweb"');
  expect(read('Dockerfile.imagewright.json')).toContain('"A \\u200fweb"');
});

test('other languages, accents, blanks and emoji are text', () => {
  expect(said(declared({ description: 'Ein\u00a0Dienst für 日本 👩‍💻, می\u200cخواهم' }))).not.toContain('hidden-character');
});

test('the reason of an accepted check stands at the top of the Dockerfile, and is looked at too', () => {
  const text = said(declared({}, image => {
    new BuildStage(image, 'Tools', { base: BASE }).shell(['/bin/sh', '-c']);
    Checks.of(image).acknowledge('dockerfile/InvalidBaseImagePlatform', 'known \u2066 to be right');
  }));
  expect(text).toContain('project/hidden-character');
  expect(text).toContain('of Dockerfile would contain the invisible \\u2066');
});

test.each(['../../x', '/tmp/x', 'images\\app', '.git', 'a\nb', 'a\0b', 'a\u202eb', 'x'.repeat(300), ''])('nothing is written for the directory %j', directory => {
  const text = said(declared({ directory }));
  expect(text).toContain('error  image/directory');
  expect(text).toMatch(/at Hello \(.*hidden-characters\.test\.ts:\d+\)/);
});

test('a directory means itself in every file', () => {
  const project = declared({ directory: './my ${X}//', labels: { 'org.${Y}': '%{Z}' } });
  expect(said(project)).not.toContain('error');
  const { target: { hello } } = JSON.parse(readFileSync(join(project.outdir, 'docker-bake.json'), 'utf8'));
  expect(hello).toMatchObject({ dockerfile: 'my $${X}/Dockerfile', labels: { 'org.$${Y}': '%%{Z}' } });
});
