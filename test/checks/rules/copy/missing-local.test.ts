import { describe, expect, test } from 'vitest';
import { BuildStage, ExistingDockerfile, StagePlatform } from '../../../../src';
import { _createExampleRepository } from '../../../../src/checks/examples/example-files';
import { copyMissingLocal } from '../../../../src/checks/rules';
import { Mount } from '../../../../src/dockerfile';
import { _RepositoryFiles } from '../../../../src/image';
import { EntryKind } from '../../../../src/rootfs';
import { DEBIAN } from '../../../support/image';
import { findingsOf, saidOf } from '../../findings';

describe('copy/missing-local', () => {
  const files = _createExampleRepository({ 'README.md': '', 'conf/app.yml': '', 'conf/[id].tsx': '', '.env': '', 'web/node_modules/a.js': '' });
  const said = (fill: (stage: BuildStage) => void, seen: _RepositoryFiles | 'unseen' = files) => findingsOf(copyMissingLocal, image => {
    const stage = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
    fill(stage);
    image.defineRuntime(stage);
  }, {}, seen === 'unseen' ? undefined : seen).map(({ what, undecided, severity }) => [undecided ? '?' : severity ?? 'warning', what].join(' '));

  test.each([
    ['conf/app.yml', []],
    ['./conf/', []],
    ['.', []],
    ['conf/[id].tsx', []],
    ['.env', []],
    ['web/node_modules/a.js', []],
    ['conf/ap.yml', ['warning conf/ap.yml is copied but is not in the repository. Did you mean "conf/app.yml"?']],
    ['cnf/app.yml', ['warning cnf/app.yml is copied but is not in the repository. Did you mean "conf/app.yml"?']],
    ['nothing', ['warning nothing is copied but is not in the repository.']],
    ['README.md/x', ['warning README.md/x is copied but is not in the repository.']],
    ['Readme.md', ['error Readme.md is copied; in the repository it is spelled README.md.']],
    ['Conf/App.yml', ['error Conf/App.yml is copied; in the repository it is spelled conf/app.yml.']],
    ['conf\\app.yml', ['error conf\\app.yml is copied with a backslash in its path, and there is no such file.']],
    ['conf/*.yml', ['warning conf/*.yml is copied, but there is no file with this name: a source is a literal name unless the copy declares patterns.']],
  ])('copyLocal([%j])', (path, expected) => {
    expect(said(stage => stage.copyLocal([path], '/x/'))).toEqual(expected);
    expect(said(stage => stage.copyLocal([path], '/x/'), 'unseen')).toEqual([]);
  });

  test('what is mounted is looked at too', () => {
    expect(said(stage => stage.run(['make'], { mounts: [Mount.bind({ source: 'con', target: '/c' }), Mount.bind({ source: 'conf', target: '/d' })] })))
      .toEqual(['warning con is mounted but is not in the repository. Did you mean "conf"?']);
  });

  test('what git ignores may be made before the build', () => {
    const made = _RepositoryFiles.of({ files: [{ path: '.', kind: EntryKind.DIRECTORY }], names: [['.', []]], made: ['dist'] });
    expect(said(stage => stage.copyLocal(['dist', 'dist/app.js', 'src'], '/x/'), made)).toEqual([
      '? It is not known whether dist, which is copied, will exist.',
      '? It is not known whether dist/app.js, which is copied, will exist.',
      'warning src is copied but is not in the repository.',
    ]);
  });

  test.each([
    ['RUN --mount=type=bind,source=dist/a,target=/d make', ['dist', '!dist/b'], ['dist/a is mounted, but the line "dist" of .dockerignore excludes it from the build context.']],
    ['RUN --mount=type=bind,source=dist,target=/d make', ['dist', '!dist/b'], []],
    ['COPY dist/app.js /srv/', ['dist', '!dist/app.js'], []],
    ['COPY dist /srv/', ['dist', '!dist/app.js'], []],
    ['COPY dist /srv/', ['**/*.map'], []],
    ['RUN --mount=type=bind,source=dist,target=/d make', ['dist'], ['dist is mounted, but the line "dist" of .dockerignore excludes it from the build context.']],
  ])('%s with %j is decided without looking', (line, dockerignore, expected) => {
    expect(findingsOf(copyMissingLocal, image => image.defineRuntime(new ExistingDockerfile(image, 'File', { text: `FROM debian\n${line}\n`, dockerignore }).last))
      .map(({ what }) => what)).toEqual(expected);
  });

  test.each([
    ['COPY conf/*.yml /srv/', []],
    ['COPY conf/*.toml /srv/', ['The pattern conf/*.toml matches nothing in the repository.']],
    ['COPY *.lock /srv/', ['The pattern *.lock matches nothing in the repository.']],
    ['COPY c*/app.yml /srv/', []],
    ['ARG A\nCOPY $A/x /srv/', []],
    ['ADD https://example.com/x /srv/', []],
  ])('%s', (line, expected) => expect(saidOf(copyMissingLocal, `FROM debian\n${line}\n`, {}, files)).toEqual(expected));

  test('a link that leads to nothing is no other spelling', () => {
    const linked = _RepositoryFiles.of({
      files: [{ path: '.', kind: EntryKind.DIRECTORY, mode: '0755' }, { path: 'run.sh', kind: EntryKind.SYMLINK, target: '../run.sh' }], names: new Map([['.', ['run.sh']]]),
    });
    expect(said(stage => stage.copyLocal(['run.sh'], '/x/'), linked)).toEqual(['warning run.sh is copied but is not in the repository.']);
  });
});
