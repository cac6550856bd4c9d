import { expect, test } from 'vitest';
import { MATRIX_MODES, MATRIX_VERSIONS } from './matrix';
import { Bench, OLD, scriptsOf } from './run';
import { MODES } from '../sample';

const CASES = MATRIX_VERSIONS.flatMap(version => MATRIX_MODES.flatMap(mode => [true, false].map(startOnBoot => ({ version, mode, startOnBoot }))))
  .filter(({ mode, startOnBoot }) => !(mode === 'ram-root' && startOnBoot));

test.each(CASES)('RouterOS $version, $mode, startOnBoot: $startOnBoot: the container runs after a restart', ({ version, mode, startOnBoot }) => {
  const bench = new Bench(scriptsOf({ mode: MODES[mode], startOnBoot }), { version });
  expect(bench.import('install.rsc')).toBeUndefined();
  expect(bench.device.containers.map(row => row['start-on-boot'])).toEqual([startOnBoot ? 'yes' : 'no']);
  bench.restart();
  // Before the watch has run for the first time.
  expect(bench.device.containers.filter(row => bench.device.isRunning(row))).toHaveLength(startOnBoot ? 1 : 0);
  bench.wait(3);
  expect(bench.findFault([OLD])).toBeUndefined();
});
