import { Severity } from '../../../core';
import { BuildStage, ContainerImage } from '../../../image';
import type { _Rule } from '../../rule';
import { _broughtAlong } from '../../support/brought-along';
import { EXAMPLE_BASE, exampleStage } from '../../support/examples';

export const copyHostDependencies: _Rule = {
  id: 'copy/host-dependencies',
  title: 'What a build has installed is not overwritten from the working tree',
  severity: Severity.WARNING,
  why: 'The copy puts the files of this machine over those that the command has installed for the image: of other versions, for another platform.',
  fix: 'Leave the directory out: ignore: […] of the image, or exclude: […] of the copy.',
  check: image => _broughtAlong(image).filter(({ overwrites }) => overwrites !== undefined).map(({ step, source, path, overwrites }) => ({
    by: step.by,
    what: `The copy of ${source === '.' ? 'the whole repository' : source} puts ${path} over what \`${overwrites}\` has made.`,
  })),
  bad: image => exampleOf(image, undefined),
  badImage: { ignore: ['!**/node_modules'] },
  badFiles: { 'site/package.json': '{}\n', 'site/node_modules/a/index.js': 'host\n' },
  good: image => exampleOf(image, ['node_modules']),
  goodImage: { ignore: ['!**/node_modules'] },
  goodFiles: { 'site/package.json': '{}\n', 'site/node_modules/a/index.js': 'host\n' },
};

function exampleOf(image: ContainerImage, exclude: string[] | undefined): void {
  const build = new BuildStage(image, 'Site', { base: EXAMPLE_BASE, purpose: 'builds the site' });
  build.workdir('/site');
  build.copyLocal(['site/package.json'], '/site/', { mode: '0644' });
  build.run(['npm ci']);
  build.copyLocal(['site'], '/site', { exclude });
  exampleStage(image, []).copyFrom(build, '/site', '/site');
}
