import { describe, expect, test } from 'vitest';
import { Add, Arg, Copy, CopySource, Env, Frontend, Healthcheck, Command, Heredoc, Instruction, KeyValue, Mount, OnBuild, Run, RunNetwork, RunSecurity, Word } from '../../../src/dockerfile';
import { _FRONTEND_VERSIONS } from '../../../src/dockerfile/nodes/frontend-versions';
import { literal, path, refuses } from '../vectors';

const copy = { sources: [path('a')], destination: literal('/b') };
const add = (url: string) => ({ sources: [path(url)], destination: literal('/b') });
const commit = literal('0'.repeat(40));
const secret = Mount.secret({ id: 'a', env: 'A' });

describe('an instruction needs', () => {
  test.each<{ name: string; node: Instruction; features: string[] }>([
    { name: 'nothing', node: new Copy(copy), features: [] },
    { name: '--chmod', node: new Copy({ ...copy, chmod: literal('0755') }), features: ['copy --chmod'] },
    { name: '--chmod in words', node: new Copy({ ...copy, chmod: literal('a+x') }), features: ['copy --chmod', 'copy --chmod=symbolic'] },
    { name: 'all of COPY', node: new Copy({ ...copy, link: true, parents: true, exclude: ['a'] }), features: ['copy --link', 'copy --exclude', 'copy --parents'] },
    { name: 'a heredoc', node: Run.script('a\n'), features: ['heredoc'] },
    { name: 'a pattern', node: new Env([KeyValue.word(literal('A'), Word.template('${B:-${C#v}}'))]), features: ['pattern in ${}'] },
    {
      name: 'a heredoc with a pattern',
      node: new Copy({ ...copy, sources: [CopySource.heredoc(Heredoc.expanding(Word.template('${B#v}\n')))] }),
      features: ['heredoc', 'pattern in ${}'],
    },
    { name: 'a checksum', node: new Add({ ...add('https://a/b'), checksum: literal(`sha256:${'0'.repeat(64)}`) }), features: ['add --checksum'] },
    { name: 'a commit', node: new Add({ ...add('https://a/b.git#c'), checksum: commit }), features: ['add --checksum=commit'] },
    { name: 'all of ADD', node: new Add({ ...add('https://a/b'), keepGitDir: false, unpack: false }), features: ['add --keep-git-dir', 'add --unpack'] },
    { name: 'a query of git', node: new Add(add('https://a/b.git?tag=c&mtime=commit&fetch-by-commit=true')), features: ['add git?', 'add git?mtime', 'add git?fetch-by-commit'] },
    { name: 'a query of git over SSH', node: new Add(add('git@a:b?tag=c')), features: ['add git?'] },
    { name: 'nothing of git', node: new Add(add('https://a/b?tag=c')), features: [] },
    { name: 'mounts', node: Run.shell('a', { mounts: [secret, Mount.ssh({})] }), features: ['run --mount', 'run --mount=type=secret,env', 'run --mount'] },
    {
      name: 'the rest of RUN',
      node: Run.shell('a', { network: RunNetwork.NONE, security: RunSecurity.SANDBOX, devices: ['a'] }),
      features: ['run --network', 'run --security', 'run --device'],
    },
    { name: 'a start interval', node: Healthcheck.command(Command.exec(['a']), { startInterval: '1s' }), features: ['healthcheck --start-interval'] },
    { name: 'a stage to come', node: new OnBuild(new Copy({ ...copy, copyFrom: 'a' })), features: ['onbuild from'] },
    {
      name: 'a mount to come',
      node: new OnBuild(Run.shell('a', { mounts: [Mount.bind({ target: '/a', mountFrom: 'b' })] })),
      features: ['run --mount', 'onbuild from'],
    },
    { name: 'a time from a stage', node: new Arg([{ name: 'SOURCE_DATE_EPOCH', defaultValue: literal('context') }]), features: ['arg SOURCE_DATE_EPOCH=stage'] },
    { name: 'a time', node: new Arg([{ name: 'SOURCE_DATE_EPOCH', defaultValue: literal('0') }]), features: [] },
  ])('$name: $features', ({ node, features }) => {
    expect(node._listFeatures()).toEqual(features);
    for (const feature of features) expect(_FRONTEND_VERSIONS).toHaveProperty([feature]);
  });
});

test.each([
  { features: [], version: '1.0' },
  { features: ['heredoc'], version: '1.4' },
  { features: ['copy --parents', 'heredoc', 'add --unpack'], version: '1.20' },
])('the frontend for $features is $version', ({ features, version }) => expect(Frontend.required(features).version).toBe(version));

test('a frontend compares with another as numbers do', () => {
  const sorted = ['1.10', '2.0', '1.9', '1.24.1', '1.2'].map(version => Frontend.parse(version)).sort((a, b) => a.compareTo(b));
  expect(sorted.map(String)).toEqual(['1.2', '1.9', '1.10', '1.24', '2.0']);
});

test('a frontend of the labs channel has features before they are stable', () => {
  expect(['1.14', '1.14-labs', '1.13-labs', '1.27'].map(version => Frontend.parse(version).supports('run --device'))).toEqual([false, true, false, true]);
});

describe('is refused:', () => {
  refuses(['', '1', 'v1.2', '1.2.3.4', '1.x', '1.2-rc1'].map(version => [`the version "${version}"`, () => Frontend.parse(version), 'frontend-version']));
});
