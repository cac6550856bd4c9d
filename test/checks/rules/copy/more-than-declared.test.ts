import { describe, expect, test } from 'vitest';
import { BuildStage, RootfsEntry, StagePlatform } from '../../../../src';
import { copyMoreThanDeclared } from '../../../../src/checks/rules';
import { DEBIAN } from '../../../support/image';
import { findingsOf } from '../../findings';

/** What is said of an artifact of `/app`, a whole directory of which is copied. */
const said = (fill: (stage: BuildStage) => void, entries: RootfsEntry[], copy = '/app/') => findingsOf(copyMoreThanDeclared, image => {
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.workdir('/app');
  fill(build);
  build.run(['npm run build']);
  build.artifact({ root: '/app', entries });
  const runtime = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET });
  runtime.copyFrom(build, copy, '/app/');
  image.defineRuntime(runtime);
}).map(({ what }) => what);

const DIST = [RootfsEntry.directory('/dist'), RootfsEntry.file('/package.json')];

describe('below the root of an artifact', () => {
  test('what the same stage copied there is named', () => {
    expect(said(stage => { stage.copyLocal(['package.json', 'tsconfig.json'], './', {}); stage.copyLocal(['src'], '/app/src', {}); }, DIST)).toEqual([
      'The artifact below /app of the stage "build" also contains /app/tsconfig.json, /app/src, which it does not declare.',
    ]);
    expect(said(stage => stage.copyLocal(['.'], '.', {}), DIST)).toEqual([
      'The artifact below /app of the stage "build" also contains files that were copied directly into it, which it does not declare.',
    ]);
  });

  test('what is declared, or lies elsewhere, is fine', () => {
    expect(said(stage => stage.copyLocal(['package.json'], './', {}), DIST)).toEqual([]);
    expect(said(stage => stage.copyLocal(['src'], '/app/dist/src', {}), DIST)).toEqual([]);
    expect(said(stage => stage.copyLocal(['src'], '/src', {}), DIST)).toEqual([]);
  });

  test('nothing comes along where a part is copied', () => {
    expect(said(stage => stage.copyLocal(['src'], 'src', {}), DIST, '/app/dist/')).toEqual([]);
  });
});
