import { describe, expect, test } from 'vitest';
import { BaseImage, BuildStage, ContainerImage, Severity, Size, StagePlatform } from '../../../../src';
import { _createExampleRepository } from '../../../../src/checks/examples/example-files';
import { layersCopiedTwice } from '../../../../src/checks/rules';
import { Run } from '../../../../src/dockerfile';
import { FileSize, RootfsEntry } from '../../../../src/rootfs';
import { DEBIAN } from '../../../support/image';
import { findingsOf, saidOf } from '../../findings';

const SIZE = FileSize.exactly(Size.bytes(3_000_000));

/** /opt/app and /opt/conf in one layer, then a RUN. */
function after(command: string) {
  return findingsOf(layersCopiedTwice, image => result(image).addNode(Run.shell(command)))
    .map(({ what, wasted }) => `${wasted?.inBytes ?? 'nothing known'}: ${what}`);
}

function result(image: ContainerImage): BuildStage {
  const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  build.run(['make']);
  const artifact = build.artifact({
    root: '/out',
    entries: [RootfsEntry.file('/opt/app', { size: SIZE }), RootfsEntry.file('/opt/conf'), RootfsEntry.symlink('/opt/link', 'app'), RootfsEntry.symlink('/opt/absolute', '/opt/app')],
  });
  const stage = new BuildStage(image, 'Runtime', { base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'test' });
  stage.copyArtifact(artifact, '/');
  image.defineRuntime(stage);
  return stage;
}

// What was measured: facts about copy-up, buildah with overlay, one file of 3,000,000 bytes.
describe('costs the file once more', () => {
  test.each([
    'chmod 0755 /opt/app',
    'chmod -x /opt/app',
    'chmod +x,go-w /opt/app',
    'chmod --reference=/etc/passwd /opt/app',
    'chown 1:1 /opt/app',
    'chown 1:1 /opt/link',
    'chgrp 1 /opt/absolute',
    'touch /opt/app',
    'touch -d yesterday /opt/app',
    'mv /opt/app /opt/other',
    'ln /opt/app /opt/other',
    'cp /bin/true /opt/app',
    'setcap cap_net_admin+ep /opt/app',
    'strip /opt/app',
    'sed -i s/a/b/ /opt/app',
    'sed -i -e s/a/b/ /opt/app',
    'truncate -s 0 /opt/app',
    'cd /opt && chmod 0755 app',
    'cd /opt; { chmod 0755 ./app; }',
  ])('%s', command => expect(after(command)).toEqual([expect.stringMatching(/^3000000: RUN .* puts \/opt\/app \(2\.9 MiB\) into a second layer\.$/)]));

  test('all of a directory', () => {
    expect(after('chown -R 1:1 /opt')).toEqual(['3000000: RUN chown -R 1:1 /opt puts /opt/app (2.9 MiB) and 1 more into a second layer.']);
    expect(after('mv /opt /srv')).toEqual(['3000000: RUN mv /opt /srv puts /opt/app (2.9 MiB) and 1 more into a second layer.']);
  });

  test.each<[number, (Severity | undefined)[]]>([[20, [Severity.INFO]], [16_384, [undefined]]])('is no warning for a script: %d bytes', (bytes, expected) => {
    const files = _createExampleRepository({ 'run.sh': `#!/bin/sh\n${'#'.repeat(bytes - 10)}` });
    const found = findingsOf(layersCopiedTwice, image => {
      const stage = new BuildStage(image, 'Runtime', { base: DEBIAN, purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'test' });
      stage.copyLocal(['run.sh'], '/run.sh');
      stage.addNode(Run.shell('chmod +x /run.sh'));
      image.defineRuntime(stage);
    }, {}, files);
    expect(found.map(({ severity }) => severity)).toEqual(expected);
  });

  test('of an unknown size', () => {
    expect(after('echo verbose >> /opt/conf')).toEqual(['nothing known: RUN echo verbose >> /opt/conf puts /opt/conf (of unknown size) into a second layer.']);
  });
});

test('removing reclaims nothing', () => {
  expect(after('rm -rf /opt/app')).toEqual(['3000000: RUN rm -rf /opt/app does not make the image smaller: the layer below keeps /opt/app (2.9 MiB).']);
  expect(after('rm -r /opt')).toEqual(['3000000: RUN rm -r /opt does not make the image smaller: the layer below keeps /opt/app (2.9 MiB) and 1 more.']);
});

describe('is free, or not for certain', () => {
  test.each([
    'ln -s /opt/app /opt/other',
    'ln -sf app /opt/other',
    'chmod 0700 /opt',
    'chown 1:1 /opt',
    'rm /opt/link',
    'mv /opt/link /opt/other',
    'chown -h 1:1 /opt/link',
    'cp /opt/app /srv/app',
    'sed s/a/b/ /opt/app',
    'strip -o /srv/app /opt/app',
    'upx -t /opt/app',
    'mkdir /data && touch /data/new && chmod 0600 /data/new',
    'test -e /opt/app || chmod 0755 /opt/app',
    'if grep -q x /opt/conf; then chmod 0755 /opt/app; fi',
    'chmod 0755 "$FILE"',
    'echo chmod 0755 /opt/app',
    'cat /opt/app > /dev/null',
  ])('%s', command => expect(after(command)).toEqual([]));
});

test('a file that is copied again is named with the way to copy it once', () => {
  const said = findingsOf(layersCopiedTwice, image => {
    const stage = result(image);
    stage.copyFrom(image.stages[0], '/out/opt/app', '/opt/app', { mode: '0755' });
  });
  expect(said.map(({ what, fix, wasted }) => [what, fix, wasted?.inBytes])).toEqual([
    ['/opt/app (2.9 MiB) is copied a second time, into another layer.', 'Copy /opt/app once, with its final mode and owner.', 3_000_000],
  ]);
});

test('a file that is copied again as it is costs nothing with BuildKit', () => {
  const said = findingsOf(layersCopiedTwice, image => result(image).copyFrom(image.stages[0], '/out/opt/app', '/opt/app'));
  expect(said.map(({ severity, wasted }) => [severity, wasted])).toEqual([[Severity.INFO, undefined]]);
});

test.each([
  ['a directory of the repository', 'COPY . /app', 'chown -R 1:1 /app', ['/app']],
  ['a path below the working directory', 'WORKDIR /app\nCOPY dist ./dist', 'chown -R 1:1 .', ['/app/dist']],
  ['a file by its name', 'COPY start.sh /usr/bin/', 'chmod +x /usr/bin/start.sh', ['/usr/bin/start.sh']],
  ['what may be a directory', 'COPY start /usr/bin/start', 'chmod +x /usr/bin/start', []],
  ['what the base image has', 'COPY . /app', 'chmod +x /usr/bin/start.sh', []],
])('of what nobody has looked into: %s', (_, copy, command, paths) => {
  expect(saidOf(layersCopiedTwice, `FROM debian\n${copy}\nRUN ${command}\n`))
    .toEqual(paths.map(path => `RUN ${command} puts ${path} (of unknown size) into a second layer.`));
});

test('what is done in the stage before costs nothing', () => {
  expect(saidOf(layersCopiedTwice, 'FROM debian AS build\nCOPY . /app\nRUN chown -R 1:1 /app\nFROM scratch\nCOPY --from=build /app /app\n')).toEqual([]);
});
