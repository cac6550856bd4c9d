import { expect, test } from 'vitest';
import { ApkPackages, AptPackages, AptSnapshot, BuildStage, ISystemPackages } from '../../../src';
import { DEBIAN, newImage, stageOf } from '../../support/image';

function install(packages: ISystemPackages) {
  const image = newImage();
  const stage = new BuildStage(image, 'Tools', { base: DEBIAN, purpose: 'has tools' });
  stage.install(packages);
  image.defineRuntime(stage);
  return image;
}

const scriptOf = (packages: ISystemPackages) => stageOf(install(packages), 'tools').split('\n').slice(2);

test('apt keeps its downloads in the cache of the builder, and no lists in the image', () => {
  expect(scriptOf(AptPackages.of(['curl', 'libpq5=17.6-0+deb13u1', 'curl']))).toEqual(expect.arrayContaining([
    'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
    '    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\',
    'rm -f /etc/apt/apt.conf.d/docker-clean',
    'apt-get update',
    'DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl libpq5=17.6-0+deb13u1',
  ]));
});

test('or removes the lists', () => {
  const script = scriptOf(AptPackages.of(['curl'], { cache: false, recommends: true, programs: ['/usr/bin/curl'] }));
  expect(script.slice(0, 7)).toEqual([
    'RUN <<\'SH\'',
    'set -eu',
    'apt-get update',
    'DEBIAN_FRONTEND=noninteractive apt-get install -y curl',
    'test -x /usr/bin/curl',
    'rm -rf /var/lib/apt/lists/*',
    'SH',
  ]);
});

test('a snapshot gives the same packages in each build, and nothing of the build stays', () => {
  const script = scriptOf(AptPackages.of(['curl'], { cache: false, snapshot: AptSnapshot.debian('20260801T000000Z') }));
  const options = '-o Dir::Etc::SourceList=/tmp/snapshot.list -o Dir::Etc::SourceParts=-';
  const source = (archive: string, suite: string) => (
    `deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/${archive}/20260801T000000Z/ $VERSION_CODENAME${suite} main`
  );
  expect(script.slice(2, 13)).toEqual([
    '. /etc/os-release',
    'cat > /tmp/snapshot.list <<SOURCES',
    source('debian', ''),
    source('debian', '-updates'),
    source('debian-security', '-security'),
    'SOURCES',
    `apt-get ${options} update`,
    `DEBIAN_FRONTEND=noninteractive apt-get ${options} install -y --no-install-recommends curl`,
    'rm -rf /tmp/snapshot.list /var/cache/ldconfig/aux-cache /var/log/alternatives.log /var/log/apt /var/log/dpkg.log',
    'rm -rf /var/lib/apt/lists/*',
    'SH',
  ]);
});

test.each([
  ['a date alone', () => AptSnapshot.debian('2026-08-01'), 'The time "2026-08-01" of an apt snapshot is not valid.'],
  ['a mirror with a command', () => AptSnapshot.ubuntu('20260801T000000Z', { mirror: 'http://a/$(id)' }), 'The mirror "http://a/$(id)" of an apt snapshot is not valid.'],
  ['a component with a blank', () => AptSnapshot.debian('20260801T000000Z', { components: ['main contrib'] }), 'The component "main contrib" of an apt snapshot is not valid.'],
])('%s is refused as a part of a snapshot', (_, make, what) => {
  expect(make).toThrow(what);
});

test('apk keeps no index', () => {
  expect(scriptOf(ApkPackages.of(['curl', 'python3~3.12'], { programs: ['/usr/bin/curl'] })).slice(2, 4)).toEqual([
    'apk add --no-cache curl \'python3~3.12\'',
    'test -x /usr/bin/curl',
  ]);
});

test.each([
  ['no package', () => AptPackages.of([]), 'packages/none'],
  ['an option', () => AptPackages.of(['-y']), 'packages/name'],
  ['two packages in one item', () => AptPackages.of(['curl wget']), 'packages/name'],
  ['a command', () => ApkPackages.of(['curl; id']), 'packages/name'],
  ['an option of apk', () => ApkPackages.of(['--allow-untrusted']), 'packages/name'],
  ['a relative program', () => ApkPackages.of(['curl'], { programs: ['curl'] }), 'packages/program'],
])('%s is refused', (_, make, id) => {
  expect(make).toThrow(id);
});
