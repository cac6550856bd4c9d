import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { TailscaleFeature, TailscaleFeatures } from '../../../src/blocks/go/tailscale-features';
import { _TAILSCALE } from '../../../src/catalog';
import { printTagScript, runTagScript, tailscaleSources } from '../../support/tag-script';
import { shells, tool } from '../../support/tools';

const because = (names: string[]) => names.map(name => TailscaleFeature.because(name, `for ${name}`));
const choose = (keep: string[], omit: string[] = [], version = 'v1.98.3') =>
  TailscaleFeatures.minimal({ keep: because(keep), omit: because(omit) }).resolve(version);

/** What the image that this library was made for opts in. */
const ROUTER = [
  'cli', 'osrouter', 'advertiseexitnode', 'advertiseroutes', 'useexitnode', 'useroutes', 'dns', 'portmapper', 'listenrawdisco', 'health',
  'unixsocketidentity', 'ipnbus',
];

/** From `go run tailscale.com/cmd/featuretags@v1.98.3 --min --add=…`, with what ROUTER names, netstack, gro and tailnetlock. */
const ROUTER_TAGS = [
  'ts_include_cli', 'ts_omit_ace', 'ts_omit_acme', 'ts_omit_appconnectors', 'ts_omit_aws', 'ts_omit_bakedroots', 'ts_omit_bird',
  'ts_omit_cachenetmap', 'ts_omit_captiveportal', 'ts_omit_capture', 'ts_omit_cliconndiag', 'ts_omit_clientmetrics', 'ts_omit_clientupdate',
  'ts_omit_cloud', 'ts_omit_colorable', 'ts_omit_completion', 'ts_omit_completion_scripts', 'ts_omit_conn25', 'ts_omit_dbus', 'ts_omit_debug',
  'ts_omit_debugeventbus', 'ts_omit_debugportmapper', 'ts_omit_desktop_sessions', 'ts_omit_doctor', 'ts_omit_drive', 'ts_omit_hujsonconf',
  'ts_omit_identityfederation', 'ts_omit_iptables', 'ts_omit_kube', 'ts_omit_linkspeed', 'ts_omit_linuxdnsfight', 'ts_omit_logtail', 'ts_omit_netlog',
  'ts_omit_networkmanager', 'ts_omit_oauthkey', 'ts_omit_outboundproxy', 'ts_omit_portlist', 'ts_omit_posture', 'ts_omit_qrcodes',
  'ts_omit_relayserver', 'ts_omit_resolved', 'ts_omit_sdnotify', 'ts_omit_serve', 'ts_omit_ssh', 'ts_omit_synology', 'ts_omit_syspolicy',
  'ts_omit_systray', 'ts_omit_taildrop', 'ts_omit_tap', 'ts_omit_tpm', 'ts_omit_tundevstats', 'ts_omit_useproxy',
  'ts_omit_usermetrics', 'ts_omit_wakeonlan', 'ts_omit_webbrowser', 'ts_omit_webclient',
];

test('what is written is the same for every version', () => {
  const written = (version: string) => {
    const { tags, tagInput, tagScript, comments } = choose(ROUTER, ['clientupdate'], version);
    return { tags, tagInput, tagScript, comments };
  };
  for (const minor of [..._TAILSCALE.minors, '1.106']) expect(written(`v${minor}.1`)).toEqual(written('v1.98.3'));
  expect(written('v1.98.3').tags).toEqual([]);
});

test('the choice says what is kept, what must not come in, and what the sources do not say', () => {
  expect(choose(['osrouter', 'dns'], ['ssh']).tagInput).toEqual([
    'keep osrouter', 'keep dns', 'omit ssh', 'dns needs netstack', 'osrouter needs netstack before 1.104', 'netstack needs gro',
  ]);
});

test('what is only wanted and left out on purpose is not asked for', () => {
  expect(choose(['osrouter'], ['netstack']).tagInput).toEqual(['keep osrouter', 'omit netstack']);
});

describe.each(shells())('in $name', shell => {
  const run = (keep: string[], omit: string[], minor: string, ...entries: string[]) =>
    runTagScript(choose(keep, omit, `v${minor}.0`), shell, tailscaleSources(minor, ...entries), `${minor}.0`);

  test.skipIf(shell.command === undefined)('the tags for a subnet router and exit node are those of upstream\'s own tool', () => {
    expect(run(ROUTER, [], '1.98')).toEqual({
      status: 0,
      tags: ROUTER_TAGS,
      stderr: `Tailscale 1.98.0 with: ${ROUTER.join(' ')} tailnetlock netstack peerapiserver c2n peerapiclient gro\n`,
    });
    expect(run([...ROUTER, 'iptables'], [], '1.98').tags).toEqual(ROUTER_TAGS.filter(tag => tag !== 'ts_omit_iptables'));
  });

  test.skipIf(shell.command === undefined)('features that a newer release adds stay off, and what it needs comes in', () => {
    const { status, tags } = run(ROUTER, ['clientupdate'], '1.104', '\t"brandnew": {Sym: "BrandNew", Desc: "d"},');
    expect(status).toBe(0);
    expect(tags).toEqual(expect.arrayContaining(['ts_omit_brandnew', 'ts_omit_remoteconfig', 'ts_omit_dnsresolvecache', 'ts_omit_flashappliance']));
    expect(tags.filter(tag => /udptransport|nattraversal|_cli$/.test(tag))).toEqual(['ts_include_cli']);
  });

  test.skipIf(shell.command === undefined)('a coupling ends with its version', () => {
    const netstack = (minor: string) => run(['osrouter'], [], minor).tags.includes('ts_omit_netstack');
    expect([netstack('1.98'), netstack('1.102'), netstack('1.104')]).toEqual([false, false, true]);
  });

  test.skipIf(shell.command === undefined)('without anything kept, all is left out, and the command line too, which is opt-in', () => {
    const { tags } = run([], [], '1.98');
    expect(tags).toHaveLength(72);
    expect(tags.filter(tag => /_cli$|^(?!ts_omit_)/.test(tag))).toEqual([]);
  });

  test.skipIf(shell.command === undefined)('all that is wrong stops the build, with names', () => {
    const gone = choose(['lazywg', 'useexitnode', 'dns'], ['peerapiclient'], 'v1.106.0');
    expect(runTagScript(gone, shell, tailscaleSources('1.104'), '1.104.0')).toEqual({
      status: 1,
      tags: [],
      stderr: [
        'Tailscale 1.104.0: it has no feature lazywg, which is kept',
        'Tailscale 1.104.0: useexitnode needs peerapiclient, which is left out',
        '',
      ].join('\n'),
    });
  });

  test.skipIf(shell.command === undefined)('a list in another form stops the build', () => {
    const odd = (...entries: string[]) => run(['dns'], [], '1.98', ...entries).stderr.split('\n')[0];
    const unread = (names: string) => `Tailscale 1.98.0: its list of features cannot be read:${names}. Update imagewright.`;
    expect(odd('\t"new": {Sym: "New", Deps: []FeatureTag{DNS}},')).toBe(unread(' new'));
    expect(odd('\t"new": {Sym: "New", Deps: append(more, "dns")},')).toBe(unread(' new'));
    expect(runTagScript(choose(['dns']), shell, {
      ...tailscaleSources('1.98'), 'feature/featuretags/featuretags.go': 'package featuretags\n\nvar Features = load()\n',
    }, '1.98.0').stderr).toMatch(/^Tailscale 1\.98\.0: its list of features cannot be read: .*Tailscale 1\.98\.0: it has no feature dns, which is kept\n$/s);
    expect(runTagScript(choose(['dns']), shell, {
      ...tailscaleSources('1.98'), 'feature/buildfeatures/feature_more_disabled.go': '//go:build ts_omit_more\n',
    }, '1.98.0').stderr).toBe(`${unread(' more')}\n`);
  });
});

const shellcheck = tool('shellcheck');
test.skipIf(shellcheck === undefined)('shellcheck finds nothing in the script', () => {
  const input = `#!/bin/sh\nsource=/src\nversion=1\n${printTagScript(choose(ROUTER).tagScript!)}`;
  expect(spawnSync(shellcheck!, ['-'], { encoding: 'utf8', input }).stdout).toBe('');
});
