import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ORDERS } from './version-orders';
import type { BuildTag } from '../../src/ci/build-tag';
import { printPromoteScript, printRollbackScript } from '../../src/ci/promote-script';
import { printIndexScript, printPushScript } from '../../src/ci/publish-script';
import { readReleaseForm } from '../../src/ci/release-form';
import { printNameScript } from '../../src/ci/release-names';
import { printSnapshotIndexScript, printSnapshotPushScript } from '../../src/ci/snapshot-script';
import { printVersionFunctions } from '../../src/ci/version-script';
import { temporaryFolder } from '../support/temporary';
import { shells } from '../support/tools';

/** The releases of a pipeline with one scheme. */
const RELEASES = [{ gitPrefix: '', pattern: 'v*-mt.*', repositories: ['a'] }];

const SHELLS = shells().filter(({ command }) => command !== undefined);

function run(command: readonly string[], script: string, env: Record<string, string> = {}, tools?: string) {
  const file = join(temporaryFolder(), 'script');
  writeFileSync(file, script);
  const path = tools === undefined ? process.env.PATH! : [tools, process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(command[0], [...command.slice(1), file], { encoding: 'utf8', env: { PATH: path, ...env } });
  return { status, output: `${stdout}${stderr}` };
}

/** An archive of an image, as BuildKit writes it; returns its path without the extension. */
function createArchive(digest: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.json'), `{"manifests":[{"digest":"${digest}","size":1,"platform":{"architecture":"amd64","os":"linux"}}]}`);
  spawnSync('tar', ['-cf', join(folder, 'linux-amd64.tar'), '-C', folder, 'index.json']);
  return join(folder, 'linux-amd64');
}

describe.each(SHELLS)('in $name', ({ command }) => {
  test.each(Object.entries(ORDERS))('versions are compared: %s', (_, { pattern, ascending }) => {
    const names = ascending.map(each => each.split(' ')[0]);
    const script = `${printVersionFunctions(readReleaseForm(pattern))}
set -- ${names.join(' ')}
for x; do
  is_final "$x" || echo "$x pre"
  isLower=no
  for y; do
    if [ "$x" = "$y" ]; then isLower=yes; ! is_lower "$x" "$x" || echo "$x is lower than itself"; continue; fi
    if is_lower "$x" "$y"; then found=yes; else found=no; fi
    [ $found = $isLower ] || echo "$x $y: $found"
  done
done
`;
    expect(run(command!, script).output.trim().split('\n').filter(line => line !== '')).toEqual(ascending.filter(each => each.endsWith(' pre')));
  });

  /** A registry of which docker and oras know each tag, its digest and the release in its label. */
  function registry(tags: Record<string, readonly [digest: string, release: string]>): { readonly folder: string; readonly state: () => string } {
    const folder = temporaryFolder();
    const store = join(folder, 'tags');
    writeFileSync(store, Object.entries(tags).map(([tag, [digest, release]]) => `${tag} ${digest} ${release}\n`).join(''));
    const tool = (name: string, script: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\nSTORE=${store}\n${script}`);
      chmodSync(join(folder, name), 0o755);
    };
    tool('docker', `
[ "$1 $2" = 'buildx imagetools' ] || exit 9
case $3 in
  inspect)
    set -- "$@"; tag=\${4##*:}
    [ "$tag" != "$BROKEN" ] || { echo 'ERROR: dial tcp: i/o timeout' >&2; exit 1; }
    line=$(grep "^$tag " "$STORE") || { echo "ERROR: $4: not found" >&2; exit 1; }
    set -- $line "$6"
    case $4 in
      *Manifests*) echo "$2 " ;;
      *Digest*) echo "$2" ;;
      *) [ "$3" = - ] || printf '{"linux/amd64": {"config": {"Labels": {"a": "b", "org.opencontainers.image.version": "%s"}}}}\\n' "$3" ;;
    esac ;;
  create)
    shift 3
    while [ $# -gt 0 ]; do
      case $1 in --tag) tag=\${2##*:}; shift ;; *@*) digest=\${1##*@} ;; esac; shift
    done
    release=$(grep " $digest " "$STORE" | head -n 1 | cut -d ' ' -f 3)
    grep -v "^$tag " "$STORE" > "$STORE.new"; echo "$tag $digest \${release:-new}" >> "$STORE.new"; mv "$STORE.new" "$STORE" ;;
esac
`);
    tool('oras', `
case "$1 $2" in
  'resolve --oci-layout') echo sha256:b0 ;;
  resolve*) tag=\${2##*:}; [ "$tag" != "$BROKEN" ] || { echo 'Error: i/o timeout' >&2; exit 1; }
    line=$(grep "^$tag " "$STORE") || { echo 'Error: not found' >&2; exit 1; }; set -- $line; echo "$2" ;;
  tag*) grep -v "^$3 " "$STORE" > "$STORE.new"; echo "$3 \${2##*@} new" >> "$STORE.new"; mv "$STORE.new" "$STORE" ;;
  cp*) echo "copied \${4##*@}" ;;
esac
`);
    return { folder, state: () => readFileSync(store, 'utf8').trim().split('\n').map(line => line.split(' ').slice(0, 2).join('=')).sort().join(' ') };
  }

  const PROMOTE = printPromoteScript([{ name: 'stable' }, { parts: 2 }], readReleaseForm('v*-mt.*'), '');

  test.each<{ name: string; tag: string; tags: Record<string, readonly [string, string]>; state: string; says: string }>([
    { name: 'a first release', tag: 'v1.2.3-mt.1', tags: {}, state: '1.2=new stable=new', says: 'stable moved to v1.2.3-mt.1.' },
    { name: 'a higher one', tag: 'v1.10.0-mt.1', tags: { stable: ['old', 'v1.9.0-mt.1'] }, state: '1.10=new stable=new', says: 'stable moved to v1.10.0-mt.1.' },
    { name: 'a second one of a version', tag: 'v1.9.0-mt.2', tags: { stable: ['old', 'v1.9.0-mt.1'] }, state: '1.9=new stable=new', says: 'stable moved' },
    {
      name: 'a lower one',
      tag: 'v1.9.9-mt.1',
      tags: { stable: ['old', 'v1.10.0-mt.1'], 1.9: ['older', 'v1.9.8-mt.1'] },
      state: '1.9=new stable=old',
      says: 'stable stays at v1.10.0-mt.1, which is higher than v1.9.9-mt.1.',
    },
    { name: 'a pre-release', tag: 'v2.0-rc1-mt.1', tags: { stable: ['old', 'v1.0-mt.1'] }, state: 'stable=old', says: 'v2.0-rc1-mt.1 is a pre-release, or no version' },
    { name: 'the same again', tag: 'v1.0-mt.1', tags: { 'stable': ['new', 'v1.0-mt.1'], '1.0': ['new', 'v1.0-mt.1'] }, state: '1.0=new stable=new', says: 'stable is v1.0-mt.1 already.' },
    { name: 'a version of one number', tag: 'v2-mt.1', tags: {}, state: 'stable=new', says: 'v2-mt.1 has too few numbers' },
  ])('promotion: $name', ({ tag, tags, state, says }) => {
    const known = registry(tags);
    const { status, output } = run(command!, PROMOTE, { IMAGE: 'localhost:5000/a', TAG: tag, DIGEST: 'new' }, known.folder);
    expect({ status, state: known.state() }).toEqual({ status: 0, state });
    expect(output).toContain(says);
  });

  test.each([
    { name: 'a registry that does not answer', tags: { stable: ['old', 'v9-mt.1'] } as const, broken: 'stable', says: 'i/o timeout' },
    { name: 'an image without its release', tags: { stable: ['old', '-'] } as const, broken: 'none', says: 'stable stays: old does not say its release' },
  ])('promotion fails with $name, and moves nothing', ({ tags, broken, says }) => {
    const known = registry(tags);
    const { status, output } = run(command!, PROMOTE, { IMAGE: 'localhost:5000/a', TAG: 'v1.2-mt.1', DIGEST: 'new', BROKEN: broken }, known.folder);
    expect({ status, state: known.state() }).toEqual({ status: 1, state: 'stable=old' });
    expect(output).toContain(says);
  });

  test.each([
    { to: 'v1.0-mt.1', tag: '', status: 0, state: 'stable=one v1.0-mt.1=one v1.1-mt.1=two', says: 'ROLLBACK of r/a:stable\n  from v1.1-mt.1 two\n  to v1.0-mt.1 one\n' },
    { to: 'v1.0-mt.1', tag: 'v1.1-mt.1', status: 1, state: 'stable=two v1.0-mt.1=one v1.1-mt.1=two', says: 'v1.1-mt.1 is a release, which never changes.' },
    { to: 'v0.9-mt.1', tag: 'stable', status: 1, state: 'stable=two v1.0-mt.1=one v1.1-mt.1=two', says: 'r/a has no release v0.9-mt.1.' },
    { to: 'edge', tag: 'stable', status: 1, state: 'stable=two v1.0-mt.1=one v1.1-mt.1=two', says: '"edge" is no release: v*-mt.*' },
  ])('rollback of "$tag" to $to', ({ to, tag, status, state, says }) => {
    const known = registry({ 'stable': ['two', 'v1.1-mt.1'], 'v1.0-mt.1': ['one', 'v1.0-mt.1'], 'v1.1-mt.1': ['two', 'v1.1-mt.1'] });
    const found = run(command!, printRollbackScript('stable', RELEASES, ['']), { IMAGE: 'r/a', ROLLBACK_TO: to, ROLLBACK_TAG: tag }, known.folder);
    expect({ status: found.status, state: known.state() }).toEqual({ status, state });
    expect(found.output).toContain(says);
  });

  test.each([
    { to: 'v1.0', image: 'acme/api', status: 0, says: '  to v1.0 one' },
    { to: 'api/v1.0', image: 'acme/api', status: 0, says: '  to v1.0 one' },
    { to: 'api/v1.1', image: 'acme/api', status: 1, says: 'r/a has no release v1.1.' },
    { to: 'api/v1.0', image: 'acme/router', status: 1, says: '"api/v1.0" is no release of acme/router.' },
    { to: 'v1.0', image: 'acme/router', status: 1, says: '"v1.0" is no release of acme/router.' },
    { to: 'v1.0-mt.1', image: 'acme/tools', status: 0, says: '  to v1.0-mt.1 other' },
  ])('rollback of $image to $to, where images have releases of their own', ({ to, image, status, says }) => {
    const known = registry({ 'stable': ['two', 'v2.0'], 'v1.0': ['one', 'v1.0'], 'v1.0-mt.1': ['other', 'v1.0-mt.1'] });
    const script = printRollbackScript('stable', [
      { gitPrefix: '', pattern: 'v*-mt.*', repositories: ['acme/router', 'acme/tools'] }, { gitPrefix: 'api/', pattern: 'v*', repositories: ['acme/api'] },
    ], ['']);
    const found = run(command!, script, { IMAGE: 'r/a', ROLLBACK_IMAGE: image, ROLLBACK_TO: to, ROLLBACK_TAG: '' }, known.folder);
    expect(found.status, found.output).toBe(status);
    expect(found.output).toContain(says);
    expect(known.state().includes('stable=two')).toBe(status !== 0);
  });

  test.each([
    { names: { gitPrefix: 'api-', pattern: 'api-v*' }, tag: 'api-v1.0', name: 'v1.0' },
    { names: { gitPrefix: '@acme/api@', pattern: '@acme/api@*.*.*' }, tag: '@acme/api@1.0.0', name: '1.0.0' },
    { names: { gitPrefix: 'v', pattern: 'v*.*.*' }, tag: 'v1.0.0', name: '1.0.0' },
    { names: { gitPrefix: 'api-', pattern: 'api-v*' }, tag: 'v1.0', name: undefined },
    { names: { gitPrefix: 'api-', pattern: 'api-*' }, tag: 'api-', name: undefined },
    { names: { gitPrefix: 'api-', pattern: 'api-v*' }, tag: 'api-v1/2', name: undefined },
    { names: { gitPrefix: 'api-', pattern: 'api-v*' }, tag: 'api-v1\nPATH=x', name: undefined },
  ])('the git tag $tag of $names.pattern is the release $name', ({ names, tag, name }) => {
    const { status, output } = run(command!, `set -eu\n${printNameScript(names)}echo "TAG=$TAG"\n`, { GIT_TAG: tag });
    expect({ status, output }).toEqual(name === undefined
      ? { status: 1, output: `"${tag}" is no release here: ${names.pattern}\n` } : { status: 0, output: `TAG=${name}\n` });
  });

  test('without a prefix, only the pattern counts', () => {
    const script = printNameScript({ gitPrefix: '', pattern: 'v*-mt.*' });
    expect(run(command!, script, { TAG: 'v1-mt.1' })).toEqual({ status: 0, output: '' });
    expect(run(command!, script, { TAG: 'api-v1' })).toEqual({ status: 1, output: '"api-v1" is no release here: v*-mt.*\n' });
  });

  test.each([
    { suffix: '', to: 'v1.0-mt.1', state: 'stable-packed=two-packed stable=one', status: 0, says: 'ROLLBACK of r/a:stable\n' },
    { suffix: 'packed', to: 'v1.0-mt.1', state: 'stable-packed=one-packed stable=two', status: 0, says: '  to v1.0-mt.1-packed one-packed\n' },
    { suffix: 'slim', to: 'v1.0-mt.1', state: 'stable-packed=two-packed stable=two', status: 1, says: '"slim" is no suffix of the tags.' },
    { suffix: 'packed', to: 'v0.9-mt.1', state: 'stable-packed=two-packed stable=two', status: 1, says: 'r/a has no release v0.9-mt.1-packed.' },
  ])('rollback of the variant "$suffix" to $to', ({ suffix, to, state, status, says }) => {
    const known = registry(Object.fromEntries(['', '-packed'].flatMap(each => [
      [`stable${each}`, [`two${each}`, 'v1.1-mt.1']], [`v1.0-mt.1${each}`, [`one${each}`, 'v1.0-mt.1']],
    ])));
    const script = printRollbackScript('stable', RELEASES, ['', '-packed']);
    const found = run(command!, script, { IMAGE: 'r/a', ROLLBACK_TO: to, ROLLBACK_TAG: '', ROLLBACK_SUFFIX: suffix }, known.folder);
    expect({ status: found.status, state: known.state().split(' ').filter(each => each.startsWith('stable')).join(' ') }).toEqual({ status, state });
    expect(found.output).toContain(says);
  });

  test('a variant has floating tags of its own, and no line of a version that has no such numbers', () => {
    const promote = (tag: string) => {
      const known = registry({ stable: ['other', 'v1.0.0-mt.1'] });
      const { status, output } = run(command!, printPromoteScript([{ name: 'stable' }, { parts: 2 }], readReleaseForm('v*-mt.*'), '-packed'), {
        IMAGE: 'r/a', TAG: tag, DIGEST: 'new',
      }, known.folder);
      expect(status, output).toBe(0);
      return known.state();
    };
    expect(promote('v1.2.3-mt.1')).toBe('1.2-packed=new stable-packed=new stable=other');
    expect(promote('v2-mt.1')).toBe('stable-packed=new stable=other');
  });

  const COMMIT = '0123456789abcdef0123456789abcdef01234567';
  const [EDGE, SHA, CHANGE] = [{ of: 'branch', name: 'edge' }, { of: 'commit' }, { of: 'change' }] as const;

  test.each<{ name: string; tags: BuildTag[]; published: Record<string, readonly [string, string]>; status: number; state: string }>([
    { name: 'edge alone', tags: [EDGE], published: { edge: ['old', 'ci-1'] }, status: 0, state: 'edge=sha256:b0' },
    { name: 'a commit', tags: [SHA], published: {}, status: 0, state: 'sha-0123456789ab=sha256:b0' },
    { name: 'both', tags: [EDGE, SHA], published: { edge: ['old', 'ci-1'] }, status: 0, state: 'edge=sha256:b0 sha-0123456789ab=sha256:b0' },
    { name: 'the same again', tags: [SHA, EDGE], published: { 'sha-0123456789ab': ['sha256:b0', 'ci-1'] }, status: 0, state: 'edge=sha256:b0 sha-0123456789ab=sha256:b0' },
    {
      name: 'another image of a commit',
      tags: [EDGE, SHA],
      published: { 'edge': ['old', 'ci-1'], 'sha-0123456789ab': ['other', 'ci-2'] },
      status: 1,
      state: 'edge=old sha-0123456789ab=other',
    },
    { name: 'a change', tags: [CHANGE], published: { 'pr-7': ['old', 'ci-1'] }, status: 0, state: 'pr-7=sha256:b0' },
  ])('a build that is no release: $name', ({ tags, published, status, state }) => {
    for (const suffix of ['', '-packed']) {
      const addSuffix = (text: string) => text.replace(/=/g, `${suffix}=`);
      for (const script of [printSnapshotIndexScript(['"$ONE"'], tags, suffix), printSnapshotPushScript('image.tar', tags, suffix)]) {
        const known = registry(Object.fromEntries(Object.entries(published).map(([tag, value]) => [`${tag}${suffix}`, value])));
        const found = run(command!, script, { IMAGE: 'r/a', COMMIT, CHANGE: '7', ONE: createArchive('sha256:b0') }, known.folder);
        expect({ status: found.status, state: known.state() }, found.output).toEqual({ status, state: addSuffix(state) });
        expect(found.output.includes('The image of a commit never changes')).toBe(status === 1);
      }
    }
  });

  test.each([
    { name: 'a new release', tags: {}, broken: '', status: 0, state: 'v1=sha256:b0' },
    { name: 'the same again', tags: { v1: ['sha256:b0', 'v1'] } as const, broken: '', status: 0, state: 'v1=sha256:b0' },
    { name: 'another image under the same name', tags: { v1: ['sha256:other', 'v1'] } as const, broken: '', status: 1, state: 'v1=sha256:other' },
    { name: 'a registry that does not answer', tags: {}, broken: 'v1', status: 1, state: '' },
  ])('publishing $name', ({ tags, broken, status, state }) => {
    for (const [script, tag] of [
      [printIndexScript(['"$ONE"'], ''), 'v1'], [printPushScript('image.tar', ''), 'v1'],
      [printIndexScript(['"$ONE"'], '-packed'), 'v1-packed'], [printPushScript('image.tar', '-packed'), 'v1-packed'],
    ]) {
      const known = registry(Object.fromEntries(Object.values(tags as Record<string, readonly [string, string]>).map(each => [tag, each])));
      const found = run(command!, script, { IMAGE: 'r/a', TAG: 'v1', ONE: createArchive('sha256:b0'), BROKEN: broken && tag }, known.folder);
      expect({ status: found.status, state: [...new Set(known.state().split(' '))].join(' ') }, found.output).toEqual({ status, state: state.replace('v1', tag) });
    }
  });
});

test.each([
  { pattern: 'v*-mt.*', form: { prefix: '', mark: '-mt.', suffix: '' } },
  { pattern: 'v*', form: { prefix: '', mark: undefined, suffix: '' } },
  { pattern: 'release-2026-*', form: { prefix: 'release-', mark: undefined, suffix: '' } },
  { pattern: 'v1.*', form: { prefix: '', mark: undefined, suffix: '' } },
  { pattern: '*-prod', form: { prefix: '', mark: undefined, suffix: '-prod' } },
  { pattern: 'v*.*.*', form: { prefix: '', mark: undefined, suffix: '' } },
])('$pattern is read as $form', ({ pattern, form }) => {
  expect(readReleaseForm(pattern)).toEqual({ pattern, ...form });
});
