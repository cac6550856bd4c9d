import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { Artifact, BaseImage, BuildStage, IArtifactSource, Problems, RootfsEntry, ScratchImage, StagePlatform, dockerfile } from '../../src';
import { DEBIAN, idsOf, newImage, stageOf } from '../support/image';

/** A team's own block, made of the public API alone. */
class TimeZone extends Construct implements IArtifactSource {
  public readonly artifact: Artifact;

  public constructor(scope: Construct, id: string, props: { base: BaseImage; zone: string }) {
    super(scope, id);
    if (!/^[A-Z]\w+\/[A-Z]\w+$/.test(props.zone)) {
      Problems.of(this).report({ id: 'acme/zone', what: `"${props.zone}" is not a time zone.`, why: 'The copy would fail.', fix: 'Write Area/City.' });
    }
    const stage = new BuildStage(this, 'Stage', { base: props.base, purpose: 'brings a time zone' });
    stage.run([`install -D "/usr/share/zoneinfo/${props.zone}" /out/etc/localtime`], { mounts: [dockerfile.Mount.tmpfs({ target: '/tmp' })] });
    this.artifact = stage.artifact({ root: '/out', entries: [RootfsEntry.file('/etc/localtime')] });
  }
}

function image(zone: string) {
  const made = newImage();
  new ScratchImage(made, 'Runtime', { contents: [new TimeZone(made, 'Zone', { base: DEBIAN, zone })] });
  return made;
}

test('a block outside of the library does what those inside do', () => {
  expect(stageOf(image('Europe/Berlin'), 'zone')).toBe([
    '# zone brings a time zone',
    `FROM --platform=$BUILDPLATFORM debian:trixie-slim@sha256:${'0'.repeat(64)} AS zone`,
    'RUN --mount=type=tmpfs,target=/tmp <<\'SH\'',
    'set -eu',
    'install -D "/usr/share/zoneinfo/Europe/Berlin" /out/etc/localtime',
    'SH',
  ].join('\n'));
  expect(stageOf(image('Europe/Berlin'), 'runtime-rootfs')).toContain('FROM zone AS runtime-rootfs\n');
});

test('and its problems are told like theirs', () => {
  expect(idsOf(image('berlin'))).toEqual(['acme/zone']);
});

test('a stage that would run under emulation needs a reason', () => {
  const made = newImage();
  const stage = new BuildStage(made, 'Emulated', { base: DEBIAN, purpose: 'runs', runsOn: StagePlatform.TARGET });
  stage.run(['true']);
  expect(idsOf(made)).toContain('image/emulated-run');
});
