import { describe, expect, test } from 'vitest';
import { BuildStage, ContainerImage, ContainerImageProps, ExistingDockerfile, GoCrossBuild, GoSource, ScratchImage, StagePlatform } from '../../src';
import { Problems } from '../../src/core';
import { Copy, CopySource, Mount, Run, Word } from '../../src/dockerfile';
import { _resolveImage } from '../../src/plan';
import { _printDockerignore } from '../../src/render';
import { DEBIAN, GO, newImage } from '../support/image';

const DEFAULTS = ContainerImage.defaultIgnore;

/** The patterns of an image whose only stage does this. */
function patternsOf(fill: (stage: BuildStage) => void, props: Partial<ContainerImageProps> = {}): string[] {
  const image = newImage(props);
  const stage = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'a test' });
  fill(stage);
  image.defineRuntime(stage);
  return _printDockerignore(_resolveImage(image), 'generated').split('\n').slice(1, -1);
}

describe('what is let in', () => {
  test.each<[string, (stage: BuildStage) => void, string[]]>([
    ['is nothing where nothing is read', stage => stage.run(['true']), ['*']],
    ['are paths, escaped', stage => stage.copyLocal(['[id]/page.tsx', './a b', '!x'], '/x/'), ['*', '!\\!x', '!\\[id\\]/page.tsx', '!a b', ...DEFAULTS]],
    ['is what a bind mount shows', stage => stage.run(['make'], { mounts: [Mount.bind({ source: 'app', target: '/src' })] }), ['*', '!app', ...DEFAULTS]],
    ['is what an appended bind mount shows', stage => stage.addNode(Run.shell('make', { mounts: [Mount.bind({ source: '/app/', target: '/src' })] })), ['*', '!app', ...DEFAULTS]],
    ['is everything for a bind mount without a source', stage => stage.run(['make'], { mounts: [Mount.bind({ target: '/src' })] }), ['.imagewright', ...DEFAULTS]],
    ['is nothing for a mount of a stage, and for a cache', stage => stage.run(['make'], { mounts: [Mount.bind({ mountFrom: 'debian', target: '/src' }), Mount.cache({ target: '/c' })] }), ['*']],
    ['is what a pattern may fit', stage => stage.addNode(new Copy({ sources: [CopySource.pattern(Word.template('conf/$NAME/*.conf'))], destination: Word.literal('/x/') })), ['*', '!conf', ...DEFAULTS]],
    ['is everything for "./"', stage => stage.copyLocal(['./'], '/x/'), ['.imagewright', ...DEFAULTS]],
  ])('%s', (_, fill, patterns) => expect(patternsOf(fill)).toEqual(patterns));
});

describe('what is left out', () => {
  const app = (stage: BuildStage) => stage.copyLocal(['app'], '/app');
  test.each<[string, Partial<ContainerImageProps>, string[]]>([
    ['are the defaults', {}, DEFAULTS],
    ['is more, where the image says so', { ignore: ['**/*.log'] }, [...DEFAULTS, '**/*.log']],
    ['is less, where the image takes a default away', { ignore: ['!**/.git'] }, DEFAULTS.filter(pattern => pattern !== '**/.git')],
  ])('%s', (_, props, patterns) => expect(patternsOf(app, props)).toEqual(['*', '!app', ...patterns]));

  test('is let in where it is copied by its name', () => {
    expect(patternsOf(stage => stage.copyLocal(['app', 'app/node_modules/x', '.env'], '/app/'), { ignore: ['.env', 'app'] }))
      .toEqual(['*', '!.env', '!app', '!app/node_modules/x', ...DEFAULTS, '.env', 'app', '!.env', '!app', '!app/node_modules/x']);
  });

  test('is only what an existing Dockerfile leaves out, and it comes last', () => {
    const image = newImage({ ignore: ['docs'] });
    image.defineRuntime(new ExistingDockerfile(image, 'Old', { text: 'FROM scratch\nCOPY app /app\n', dockerignore: ['app'] }).last);
    expect(_printDockerignore(_resolveImage(image), 'generated')).toBe('# generated\n*\n!app\ndocs\napp\n');
  });

  test.each(['', '# docs', 'a\nb', '!', '! ', '[a', 'a\\', '[]', '[z-a]'])('is no line such as %j', pattern => {
    expect(Problems.of(newImage({ ignore: [pattern] })).all().map(({ id }) => id)).toEqual(['image/ignore-pattern']);
  });

  test('is .git, where Go is compiled from the whole repository', () => {
    const image = newImage();
    const go = new GoCrossBuild(image, 'Go', { toolchain: GO, source: GoSource.directory('.'), binaries: [{ mainPackage: '.', path: '/bin/app' }] });
    new ScratchImage(image, 'Runtime', { contents: [go], entrypoint: ['/bin/app'] });
    expect(_printDockerignore(_resolveImage(image), 'generated').split('\n')).toContain('**/.git');
  });
});
