import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { GoFeatureSet, GoFeatureSetProps } from '../../../src/blocks/go/go-feature-set';
import { GoTagList } from '../../../src/blocks/go/go-tag-list';
import { HOSTILE } from '../../support/hostile';
import { printTagScript, runTagScript } from '../../support/tag-script';
import { shells, tool } from '../../support/tools';

const FEATURES = [
  { name: 'metrics', omitTag: 'nometrics', needs: ['http'] },
  { name: 'http', omitTag: 'nohttp' },
  { name: 'trace', omitTag: 'notrace' },
  { name: 'state on disk', keepTag: 'with_state' },
];
const SOURCES = {
  'main.go': '//go:build !nomain\n\npackage main\n',
  'parts/metrics.go': '// Package parts.\n\n//go:build linux && !nometrics\n\npackage parts\n\n// not a tag: nothing\n',
  'parts/http.go': '//go:build (linux||darwin)&&!nohttp && !(noall\t|| notrace)\n\npackage parts\n',
  'parts/deep/state.go': '//go:build with_state\n\npackage deep\n',
  'parts/new.go': '//go:build !nonew\n\npackage parts\n',
};
const OMIT = GoTagList.inConstraints(['parts/*.go'], 'no[a-z]+');

const choose = (props: Partial<GoFeatureSetProps>) =>
  new GoFeatureSet({ program: 'agent', features: FEATURES, keep: [{ name: 'metrics', reason: 'dashboards' }], omitTags: OMIT, ...props }).resolve('v1.2.3');

test('the choice holds the tags of what is kept, and nothing of a version', () => {
  const { tags, tagInput, comments } = choose({ keep: [{ name: 'metrics', reason: 'dashboards' }, { name: 'state on disk', reason: 'it has some' }] });
  expect(tags).toEqual(['with_state']);
  expect(tagInput).toEqual(['/omit-tags nometrics metrics', '/omit-tags nohttp http']);
  expect(comments.at(-1)).toBe('Every other optional feature is left out: the build reads the list in the sources.');
});

describe.each(shells())('in $name', shell => {
  const run = (props: Partial<GoFeatureSetProps>, sources: Record<string, string> = SOURCES) => runTagScript(choose(props), shell, sources, 'v1');

  test.skipIf(shell.command === undefined)('every tag that leaves something out is set, except those of kept features', () => {
    expect(run({})).toEqual({ status: 0, tags: ['noall', 'nonew', 'notrace'], stderr: '' });
    expect(run({ keep: [] }).tags).toEqual(['noall', 'nohttp', 'nometrics', 'nonew', 'notrace']);
  });

  test.skipIf(shell.command === undefined)('tags that a program prints', () => {
    expect(run({ omitTags: GoTagList.printedBy(['printf', '%s\\n\\n', 'nohttp', 'nometrics', 'no\u00e4']) }).tags).toEqual(['no\u00e4']);
    expect(run({ omitTags: GoTagList.printedBy(['sh', '-c', 'cat "list $(echo 1)"']) }, { 'list 1': 'nohttp\nnometrics\nnomore\n' }).tags).toEqual(['nomore']);
    expect(run({ omitTags: GoTagList.printedBy(['echo', 'nohttp,nometrics']) })).toMatchObject({
      status: 1, stderr: expect.stringContaining('"nohttp,nometrics" is not a build tag\n') as string,
    });
    expect(run({ omitTags: GoTagList.printedBy(['false']) }).status).not.toBe(0);
  });

  test.skipIf(shell.command === undefined)('tags of kept features that are gone stop the build, with names', () => {
    const { 'parts/metrics.go': _, 'parts/deep/state.go': __, ...rest } = SOURCES;
    const keep = [{ name: 'metrics', reason: 'dashboards' }, { name: 'state on disk', reason: 'it has some' }];
    expect(run({ keep, keepTags: GoTagList.inConstraints(['*.go'], '[a-z_]+') }, rest)).toMatchObject({
      status: 1,
      stderr: [
        'the sources have no build tag nometrics, that of the kept feature metrics',
        'the sources have no build tag with_state, that of the kept feature state on disk',
        '',
      ].join('\n'),
    });
  });

  test.skipIf(shell.command === undefined)('a list that is empty stops the build', () => {
    expect(run({ omitTags: GoTagList.inConstraints(['none/*.go'], 'no.*') })).toEqual({ status: 1, tags: [], stderr: 'no build tags are found in the sources\n' });
  });
});

const shellcheck = tool('shellcheck');
test.skipIf(shellcheck === undefined)('shellcheck finds nothing in the script', () => {
  const command = ['go', 'run', './cmd/tags', ...HOSTILE.filter(word => !/[\0-\x1f]/.test(word)).slice(0, 20)];
  for (const omitTags of [OMIT, GoTagList.printedBy(command)]) {
    const input = `#!/bin/sh\nsource=/src\n${printTagScript(choose({ omitTags, keepTags: OMIT }).tagScript!)}`;
    expect(spawnSync(shellcheck!, ['-'], { encoding: 'utf8', input }).stdout).toBe('');
  }
});

test.each([
  [[], 'a', 'There are no files to search for build tags.'],
  [['../x.go'], 'a', '"../x.go" names no files of a Go module.'],
  [['/x.go'], 'a', '"/x.go" names no files of a Go module.'],
  [['$(id)'], 'a', '"$(id)" names no files of a Go module.'],
  [['*.go'], '', '"" is not an extended regular expression for a tag.'],
  [['*.go'], 'a\nb', '"a\\nb" is not an extended regular expression for a tag.'],
  [['*.go'], '\\w+', '"\\\\w+" is not an extended regular expression for a tag.'],
  [['*.go'], '-v', '"-v" is not an extended regular expression for a tag.'],
  [['*.go'], 'a(', '"a(" is not an extended regular expression for a tag.'],
])('files %j with pattern %j are refused', (files, pattern, what) => {
  expect(() => GoTagList.inConstraints(files, pattern)).toThrow(`go/tag-list\n  ${what}\n  Why: The build could not find the tags, and would leave nothing out.\n`);
});

test.each([[[]], [['']], [['a\0']], [['A=b', 'c']], [['while', 'true']]])('a command %j is refused', command => {
  expect(() => GoTagList.printedBy(command)).toThrow(/^go\/tag-list\n/);
});
