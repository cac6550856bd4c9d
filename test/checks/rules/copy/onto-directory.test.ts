import { expect, test } from 'vitest';
import { Artifact, BuildStage, ContainerImage, RootfsEntry, StagePlatform } from '../../../../src';
import { _BaseLibrary } from '../../../../src/bases';
import { Copy, CopySource, Heredoc, Word } from '../../../../src/dockerfile';
import { DEBIAN, newImage, problemsOf } from '../../../support/image';
import { DEBIAN_LIKE, baseOf } from '../../support/small-bases';

/** What is reported about a last stage over a base with the directory /var/www. */
function listReports(declare: (stage: BuildStage, build: BuildStage) => void): string[] {
  const image: ContainerImage = newImage();
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make install'], { effects: { creates: [RootfsEntry.file('/out/site', { mode: '0644' }), RootfsEntry.file('/var/www', { mode: '0644' })] } });
  const stage = new BuildStage(image, 'Runtime', { base: baseOf(DEBIAN_LIKE), purpose: 'is the image', runsOn: StagePlatform.TARGET });
  declare(stage, build);
  image.defineRuntime(stage);
  return problemsOf(image, undefined, { bases: _BaseLibrary.of([DEBIAN_LIKE]) })
    .filter(({ id }) => /^(copy\/onto-directory|rootfs\/path-collision)$/.test(id)).map(({ id, what }) => `${id}: ${what}`);
}

const becomes = (path: string) => `copy/onto-directory: In the stage "runtime", /var/www is a directory of the base python:3.13-slim, so the file becomes ${path}.`;
const heredoc = (name: string, destination: string) => new Copy({ sources: [CopySource.heredoc(Heredoc.literal('x\n', name))], destination: Word.literal(destination) });

test.each<[string, (stage: BuildStage, build: BuildStage) => void, string[]]>([
  ['a text', stage => stage.write('/var/www', 'x\n'), [becomes('/var/www/EOT')]],
  ['a text of an artifact', stage => stage.copyArtifact(Artifact.text([{ entry: RootfsEntry.file('/var/www'), content: 'x\n' }]), '/'), [becomes('/var/www/EOT')]],
  ['a heredoc of a Dockerfile', stage => stage.addNode(heredoc('EOF', '/var/www')), [becomes('/var/www/EOF')]],
  ['one file of a stage', (stage, build) => stage.copyArtifact(Artifact.file(build, '/out/site', '/var/www'), '/'), [becomes('/var/www/site')]],
  [
    'files of a stage that are copied one by one',
    (stage, build) => stage.copyArtifact(Artifact.built(build, { root: '/', entries: [RootfsEntry.file('/var/www')] }), '/'), [becomes('/var/www/www')],
  ],
  // A Dockerfile leaves open which of the two is meant.
  ['a copy by hand', (stage, build) => stage.copyFrom(build, '/out/site', '/var/www'), []],
  ['a copy from the repository', stage => stage.copyLocal(['site'], '/var/www'), []],
  ['a text with a name', stage => stage.addNode(heredoc('index.html', '/var/www')), []],
  ['a directory', stage => stage.write('/var/www/index.html', 'x\n'), []],
  ['a layer of its own', (stage, build) => stage.copyFrom(build, '/out/site', '/var/www', { link: true }), [
    'rootfs/path-collision: In the stage "runtime", /var/www is a directory from the base python:3.13-slim, and then a file from Image/Build.',
  ]],
])('%s', (_, declare, expected) => expect(listReports(declare)).toEqual(expected));
