import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PINS, filesOf, github, gitlab, pipelineOf, woodpecker } from './samples';
import { Forge, VulnerabilityScan, VulnerabilitySeverity } from '../../src/ci';
import { printScanScript } from '../../src/ci/scan-script';
import { temporaryFolder } from '../support/temporary';

const SCAN = VulnerabilityScan.grype({ failOn: VulnerabilitySeverity.CRITICAL, ignoreUnfixed: true });
const SCRIPT = Forge.script({ versions: PINS });

function fileOf(forge: Forge, name: string, scan?: VulnerabilityScan): string {
  const files = filesOf(pipelineOf({ forges: [forge], renovate: undefined, hostedBot: undefined, scan }));
  return Object.entries(files).find(([path]) => path.includes(`/${name}.`))![1];
}

describe.each([github(), gitlab(), woodpecker(), SCRIPT])('$name', forge => {
  test.each(forge === SCRIPT ? ['images'] : ['build', 'release'])('%s scans with the policy', async name => {
    const path = `../golden/ci/scan/${name}.${forge.name.toLowerCase()}.${forge === SCRIPT ? 'sh' : 'yaml'}`;
    await expect(fileOf(forge, name, SCAN)).toMatchFileSnapshot(path);
  });

  test('by default, what is high fails, with a fix and without', () => {
    const text = fileOf(forge, forge === SCRIPT ? 'images' : 'build', VulnerabilityScan.grype());
    expect(text).toContain('--fail-on high ');
    expect(text).not.toContain('--only-fixed');
  });

  test('nothing of it is there without the option', () => {
    expect(fileOf(forge, forge === SCRIPT ? 'images' : 'build')).not.toMatch(/grype/i);
  });
});

describe('a release is not published before it is scanned', () => {
  test('on GitHub', () => {
    const { jobs } = parse(fileOf(github(), 'release', SCAN));
    expect(jobs.build.steps.map(({ name }: any) => name).slice(-2)).toEqual(['Verify', 'Scan for vulnerabilities']);
    expect(jobs.publish.needs).toBe('build');
  });

  test('on GitLab', () => {
    const jobs = parse(fileOf(gitlab(), 'release', SCAN));
    expect(jobs['images:release:publish'].needs).toEqual([
      { job: 'images:release:build' }, { job: 'images:release:verify', artifacts: false }, { job: 'images:release:scan', artifacts: false },
    ]);
  });

  test('on Woodpecker, and the verification sees the archive last', () => {
    const names = parse(fileOf(woodpecker(), 'release', SCAN)).steps.map(({ name }: any) => name);
    expect(names.slice(0, 4)).toEqual(['build', 'scan', 'verify', 'publish']);
  });
});

/** Runs the script with a scanner that finds something on these platforms. */
function runScan(bad: readonly string[]): { status: number | null; calls: string[] } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'grype'), `#!/bin/sh\necho "$*" >> ${join(folder, 'calls')}\ncase " ${bad.join(' ')} " in *" $2 "*) exit 2 ;; esac\n`);
  chmodSync(join(folder, 'grype'), 0o755);
  const script = printScanScript(SCAN._scan, 'my image.tar', 'linux/amd64 linux/arm/v7');
  const { status } = spawnSync('sh', ['-e', '-c', script], { env: { PATH: [folder, process.env.PATH].join(delimiter) } });
  return { status, calls: readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') };
}

test.each([[[], 0], [['linux/amd64'], 2], [['linux/arm/v7'], 2]])('each platform is scanned, and any fails: %j', (bad, expected) => {
  const { status, calls } = runScan(bad);
  expect(status).toBe(expected);
  expect(calls).toEqual(['linux/amd64', 'linux/arm/v7'].map(platform => `--platform ${platform} --fail-on critical --only-fixed oci-archive:my image.tar`));
});
