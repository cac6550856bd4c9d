import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, StagePlatform, dockerfile } from '../../src';
import { DEBIAN, idsOf, newImage, problemsOf } from '../support/image';

/** What a stage prints, line by line. */
function printed(declare: (stage: BuildStage) => void): string {
  const stage = new BuildStage(newImage(), 'Tool', { base: DEBIAN });
  declare(stage);
  return stage._declared.steps.map(({ node }) => node!._print()).join('\n');
}

describe('a method is an instruction:', () => {
  test.each<[string, (stage: BuildStage) => void]>([
    ["RUN <<'SH'\nset -eu\nmake\nSH", stage => stage.run(['make'])],
    ["RUN <<'SH'\nmake\nSH", stage => stage.runScript(['make'])],
    ['# why\nRUN a && \\\n  b', stage => stage.runShell(['a &&', '  b'], { comment: 'why' })],
    ['RUN ["a", "$B"]', stage => stage.runExec(['a', '$B'])],
    ["RUN --mount=type=cache,target=/root/.npm \\\n    --mount=type=bind,source=web/package.json,target=package.json \\\n    <<'SH'\nset -eu\nnpm ci\nSH",
      stage => stage.run(['npm ci'], { reads: ['web/package.json'], caches: ['/root/.npm'] })],
    ['USER a:b', stage => stage.user('a:b')],
    ['USER "\\$A"', stage => stage.user('$A')],
    ['SHELL ["/bin/bash", "-c"]', stage => stage.shell(['/bin/bash', '-c'])],
    ['LABEL a="b c" \\\n      d=e', stage => stage.label({ a: 'b c', d: 'e' })],
    ['EXPOSE 80 53/udp', stage => stage.expose(['80', '53/udp'])],
    ['VOLUME ["/a b", "/c"]', stage => stage.volume(['/a b', '/c'])],
    ['ENTRYPOINT ["a", "$B"]', stage => stage.entrypoint(['a', '$B'])],
    ['ENTRYPOINT exec a $B \\\n  c', stage => stage.entrypointShell(['exec a $B', '  c'])],
    ['CMD []', stage => stage.cmd([])],
    ['CMD a; \\\n  b', stage => stage.cmdShell(['a;', '  b'])],
    ['HEALTHCHECK --retries=2 \\\n    CMD ["a"]', stage => stage.healthcheck(['a'], { retries: 2 })],
    ['HEALTHCHECK CMD a', stage => stage.healthcheckShell(['a'])],
    ['HEALTHCHECK NONE', stage => stage.noHealthcheck()],
    ['STOPSIGNAL SIGINT', stage => stage.stopSignal('SIGINT')],
    ['ONBUILD RUN a', stage => stage.onBuild(dockerfile.Run.shell('a'))],
    ['ADD --chown=1:2 https://a.b/c d.tgz /e/', stage => stage.add(['https://a.b/c', 'd.tgz'], '/e/', { owner: '1:2' })],
    ['COPY --link *.c /src/', stage => stage.copyLocal(['*.c'], '/src/', { patterns: true, link: true })],
  ])('%s', (text, declare) => expect(printed(declare)).toBe(text));
});

test('files that a script reads are in the build context', () => {
  const stage = new BuildStage(newImage(), 'Tool', { base: DEBIAN });
  stage.run(['npm ci'], { reads: ['web/package.json', 'web/src'] });
  expect(stage._declared.contextPaths).toEqual(['web/package.json', 'web/src']);
});

test('two files of one name cannot be read by one script', () => {
  const image = newImage();
  new BuildStage(image, 'Tool', { base: DEBIAN }).run(['npm ci'], { reads: ['web/package.json', 'api/package.json'] });
  expect(problemsOf(image)[0].what).toBe('The script reads web/package.json and api/package.json, which have the same name.');
});

test('files that a pattern means are let into the build context', () => {
  const stage = new BuildStage(newImage(), 'Tool', { base: DEBIAN });
  stage.copyLocal(['conf/*.d/a'], '/a/', { patterns: true });
  stage.add(['b.tgz', 'https://a.b/c'], '/e/');
  expect(stage._declared.contextPaths).toEqual(['conf', 'b.tgz']);
});

test.each<[string, (stage: BuildStage) => void]>([
  ['run', stage => stage.run(['a'])],
  ['runScript', stage => stage.runScript(['a'])],
  ['runShell', stage => stage.runShell(['a'])],
  ['runExec', stage => stage.runExec(['a'])],
])('%s on the target platform needs a reason', (_, run) => {
  const image = newImage();
  run(new BuildStage(image, 'Tool', { base: DEBIAN, runsOn: StagePlatform.TARGET }));
  expect(idsOf(image)).toContain('image/emulated-run');
});

test('a stage with a reason for emulation runs on the target platform', () => {
  const image = newImage();
  const stage = new BuildStage(image, 'Tool', { base: DEBIAN, emulated: 'compiles for the platform of the image' });
  stage.run(['make']);
  expect([stage.runsOn, ...idsOf(image)]).toEqual([StagePlatform.TARGET, 'image/no-runtime']);
});

test('a value that cannot be is a problem of the stage', () => {
  const image = newImage();
  new BuildStage(image, 'Tool', { base: DEBIAN }).expose(['http']);
  expect(idsOf(image)).toContain('dockerfile/port');
});

describe('a base', () => {
  test('of one platform says which', () => {
    expect(BaseImage.unpinned('a:1', 'it is').onPlatform('linux/amd64')._platform!._text).toBe('linux/amd64');
  });
  test('that is pinned behind its arguments needs no reason', () => {
    expect(BaseImage.template(`a:$B@sha256:${'0'.repeat(64)}`).unpinnedReason).toBeUndefined();
    expect(() => BaseImage.template('a:$B')).toThrow(/^base\/reason/);
  });
});

test('a stage name that BuildKit takes stays as it is', () => {
  const image = newImage();
  const names = ['base_slim', 'a.b', 'x--y', 'HelloWorld', '1st'].map(id => new BuildStage(image, id, { base: DEBIAN }).name);
  expect(names).toEqual(['base_slim', 'a.b', 'x--y', 'hello-world', 'stage-1st']);
});
