import { expect, test } from 'vitest';
import { ExecutableFormat, RootfsEntry } from '../../../../src';
import { found, withStage } from '../../one-stage';

const program = (path: string, packed: boolean) => RootfsEntry.file(path, { executable: { format: ExecutableFormat.ELF, packed } });
const inspected = (line: string) => found(withStage(stage => {
  stage.workdir('/out');
  stage.run([line]);
}, [program('/bin/app', true), program('/bin/plain', false)]), 'pack/inspected-after');

test.each([
  'file /out/bin/app',
  'file bin/app',
  'go version -m /out/bin/app',
  'env LC_ALL=C readelf -d /out/bin/app | grep -q INTERP',
  'if ldd /out/bin/app; then exit 1; fi',
  'sh -c "xx-verify --static /out/bin/app"',
  'syft dir:/out',
  'count=$(nm /out/bin/app | wc -l)',
  'upx -9 /out/bin/plain && strip /out/bin/plain',
  'cd bin && file app',
])('%s looks at a packed program', line => expect(inspected(line)).toHaveLength(1));

test.each([
  'file /out/bin/plain',
  'go version',
  'ls -l /out/bin/app',
  'echo file /out/bin/app',
  'strip /out/bin/plain && upx -9 /out/bin/plain',
  'upx -t /out/bin/plain && file /out/bin/plain',
  'file "$program"',
  'cd "$bin" && file app',
])('%s does not, as far as one can tell', line => expect(inspected(line)).toEqual([]));

test('the finding quotes the command', () => expect(inspected('file  "/out/bin/app"')).toEqual([
  'In the stage "build", `file "/out/bin/app"` inspects /out/bin/app, which is packed.',
]));
