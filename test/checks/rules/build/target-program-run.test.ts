import { expect, test } from 'vitest';
import { ExecutableFormat, Platform, RootfsEntry, Severity } from '../../../../src';
import { problemsOf } from '../../../support/image';
import { found, withStage } from '../../one-stage';

const BOTH = [Platform.LINUX_AMD64, Platform.LINUX_ARM64];
const ENTRIES = [
  RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF } }),
  RootfsEntry.file('/bin/tool', { executable: { format: ExecutableFormat.ELF, forBuildMachine: true } }),
  RootfsEntry.file('/bin/script', { executable: { format: ExecutableFormat.SCRIPT, interpreter: '/bin/sh' } }),
  RootfsEntry.symlink('/bin/alias', 'app'),
];
const image = (lines: string[], platforms = BOTH) => withStage(stage => {
  stage.env({ PATH: '/out/bin' });
  stage.run(lines);
}, ENTRIES, { platforms });

test.each([
  '/out/bin/app --version',
  '/out/bin/alias',
  'app',
  'version=$(/out/bin/app version)',
  'timeout 5 /out/bin/app',
])('%s runs what was built for another machine', line => expect(found(image([line]), 'build/target-program-run')).toHaveLength(1));

test.each([
  '/out/bin/tool',
  '/out/bin/script',
  'cp /out/bin/app /backup',
  'test -x /out/bin/app',
  '"$APP"',
])('%s does not', line => expect(found(image([line]), 'build/target-program-run')).toEqual([]));

test('on one architecture alone it is a warning: the build machine may be of that one', () => {
  const severities = (platforms: Platform[]) => problemsOf(image(['/out/bin/app'], platforms)).filter(({ id }) => id === 'build/target-program-run').map(({ severity }) => severity);
  expect(severities(BOTH)).toEqual([Severity.ERROR]);
  expect(severities([Platform.LINUX_ARM_V5, Platform.LINUX_ARM_V7])).toEqual([Severity.WARNING]);
});
