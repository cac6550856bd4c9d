import { describe, expect, test } from 'vitest';
import { RuntimeNeedKind } from '../../../src';
import { TailscaleFeature, TailscaleFeatures } from '../../../src/blocks/go/tailscale-features';
import { _formatProblem, type Problem } from '../../../src/core';

const because = (...names: string[]) => names.map(name => TailscaleFeature.because(name, `for ${name}`));
const resolve = (keep: TailscaleFeature[], omit: TailscaleFeature[] = [], version = 'v1.98.3') => TailscaleFeatures.minimal({ keep, omit }).resolve(version);
const reasons = (keep: string[], omit: string[] = [], version?: string) =>
  Object.fromEntries(resolve(because(...keep), because(...omit), version).kept.map(({ name, reason }) => [name, reason]));
/** Without the notes on what is missed only when it is gone. */
const problems = (keep: TailscaleFeature[], omit: TailscaleFeature[] = [], version?: string): Problem[] =>
  resolve(keep, omit, version).problems.filter(({ id }) => id !== 'go/feature-loss');

/** What the image that this library was made for opts in. */
const ROUTER = [
  'cli', 'osrouter', 'advertiseexitnode', 'advertiseroutes', 'useexitnode', 'useroutes', 'dns', 'portmapper', 'listenrawdisco', 'health',
  'unixsocketidentity', 'ipnbus',
];

const LOCK = 'without it "tailscale up" ends with an error although the node is logged in, because it cannot read the first network map';

describe('what is kept', () => {
  test('comes with what it needs, each with the reason', () => {
    expect(reasons(ROUTER)).toEqual({
      ...Object.fromEntries(ROUTER.map(name => [name, `for ${name}`])),
      tailnetlock: `needed by cli: ${LOCK}`,
      c2n: 'needed by advertiseroutes',
      peerapiclient: 'needed by useexitnode',
      peerapiserver: 'needed by advertiseexitnode',
      netstack: 'needed by osrouter: without it tailscaled panics when it sends a packet of its own, e.g. the answer to a ping; '
        + 'needed by dns: nothing else answers on 100.100.100.100',
      gro: 'needed by netstack: it processes TCP packets in groups instead of one by one',
    });
  });

  test.each([
    { keep: ['useexitnode'], with: { peerapiclient: 'needed by useexitnode', useroutes: 'needed by useexitnode' } },
    { keep: ['advertiseexitnode', 'bird'], with: { advertiseroutes: 'needed by advertiseexitnode and bird', c2n: 'needed by advertiseroutes' } },
    { keep: ['gro'], with: { netstack: 'needed by gro' } },
    { keep: ['advertiseexitnode'], with: { dns: 'needed by advertiseexitnode: clients of the exit node resolve public names through it' } },
    { keep: ['cli'], with: { unixsocketidentity: 'needed by cli: without it the daemon denies access to every command' } },
    { keep: ['cli'], with: { ipnbus: 'needed by cli: without it "tailscale up" neither waits nor prints the login address' } },
  ])('$keep comes with $with', ({ keep, with: needed }) => {
    expect(reasons(keep)).toMatchObject(needed);
  });

  test('follows what upstream changes: couplings end, and needs begin, with a version', () => {
    expect(Object.keys(reasons(['cli', 'osrouter', 'portmapper'], [], 'v1.102.5'))).toEqual(['cli', 'osrouter', 'portmapper', 'unixsocketidentity', 'ipnbus', 'tailnetlock', 'netstack', 'gro']);
    expect(Object.keys(reasons(['cli', 'osrouter', 'portmapper'], [], 'v1.104.5'))).toEqual(['cli', 'osrouter', 'portmapper', 'ipnbus', 'tailnetlock', 'nattraversal', 'udptransport']);
  });

  test('may go without what is only wanted, when that is left out on purpose', () => {
    expect(Object.keys(reasons(['osrouter'], ['netstack']))).toEqual(['osrouter']);
    expect(problems(because('osrouter'), because('netstack'))).toEqual([]);
  });

  test('says which programs it calls', () => {
    const commands = (name: string) => resolve(because(name)).needs.flatMap(({ value }) => value ?? []);
    expect(commands('iptables')).toEqual(['iptables', 'ip6tables']);
    expect(commands('osrouter')).toEqual([]);
  });

  test('needs root certificates, unless they are built in', () => {
    const kinds = (name: string) => resolve(because(name)).needs.map(({ kind }) => kind);
    expect(kinds('osrouter')).toEqual([RuntimeNeedKind.CA_CERTIFICATES]);
    expect(kinds('bakedroots')).toEqual([]);
  });
});

describe('the comments', () => {
  test('hold the reasons and no version', () => {
    const omit = [TailscaleFeature.because('clientupdate', 'the image is updated\n  as a whole'), TailscaleFeature.named('ssh')];
    expect(resolve([TailscaleFeature.because('dns', 'MagicDNS')], omit).comments).toEqual([
      'Kept:',
      '  dns           MagicDNS',
      '  netstack      needed by dns: nothing else answers on 100.100.100.100',
      '  gro           needed by netstack: it processes TCP packets in groups instead of one by one',
      'Left out on purpose:',
      '  clientupdate  the image is updated as a whole',
      '  ssh',
      'Every other optional feature is left out, unless a kept one needs it: the build reads the list in the sources.',
    ]);
  });

  test('fold long reasons', () => {
    const { comments } = resolve([TailscaleFeature.because('dns', 'word '.repeat(60))]);
    expect(Math.max(...comments.map(line => line.length))).toBeLessThanOrEqual(118);
    expect(comments[2]).toMatch(/^ {12}word/);
  });
});

describe('a choice that cannot be', () => {
  const one = (keep: TailscaleFeature[], omit?: TailscaleFeature[], version?: string) => {
    const found = problems(keep, omit, version);
    expect(found).toHaveLength(1);
    return _formatProblem(found[0]);
  };

  test('names a feature that does not exist', () => {
    expect(one(because('netstak')).split('\n').slice(0, 3)).toEqual([
      'go/feature-unknown',
      '  Tailscale has no feature "netstak". Did you mean "netstack"?',
      '  Why: Go ignores unknown build tags: the program would be built without the feature that you meant.',
    ]);
    expect(one(because('toString'))).toContain('Tailscale has no feature "toString".');
  });

  test('names a feature that came later', () => {
    expect(one(because('ipnbus'), [], 'v1.96.5')).toBe([
      'go/feature-version',
      '  The feature "ipnbus" is kept, and Tailscale 1.96 has no feature of that name: it first appeared in 1.98.',
      '  Why: The program would be built without it, or has it in any case.',
      '  Fix: Remove it from the list, or build 1.98 or newer.',
    ].join('\n'));
  });

  test('leaves out a feature that is gone', () => {
    expect(one([], because('lazywg'))).toBe([
      'go/feature-version (warning)',
      '  The feature "lazywg" is left out, and Tailscale 1.98 has no feature of that name: 1.98 removed it.',
      '  Why: There is nothing to leave out.',
      '  Fix: Remove it from the list.',
    ].join('\n'));
  });

  test('leaves out what is needed', () => {
    expect(one(because('dns'), because('netstack'))).toBe([
      'go/feature-needed',
      '  The feature "netstack" is left out, but "dns" needs it: nothing else answers on 100.100.100.100.',
      '  Why: Tailscale would still build, but "dns" would fail at run time.',
      '  Fix: Keep "netstack", or leave "dns" out as well.',
    ].join('\n'));
    expect(one(because('useexitnode'), because('useroutes'))).toContain('The feature "useroutes" is left out, but "useexitnode" needs it.');
  });

  test('names a feature twice', () => {
    expect(one(because('dns', 'dns'))).toContain('The feature "dns" is named twice.');
    expect(one(because('health'), because('health'))).toContain('The feature "health" is both kept and left out.');
  });

  test.each([
    [[TailscaleFeature.named('dns')], []],
    [[TailscaleFeature.because('dns', ' ')], []],
    [[], [TailscaleFeature.because('dns', '')]],
  ])('gives no reason', (keep, omit) => {
    expect(one(keep, omit)).toContain('go/feature-reason\n  No reason is given for the feature "dns".');
  });

  test('is for a version that the catalog does not know', () => {
    expect(one(because('dns'), [], 'v1.106.0')).toBe([
      'go/feature-catalog (warning)',
      '  The features of Tailscale v1.106.0 are unknown; those of 1.104, the newest known version, are used.',
      '  Why: The build reads the list in the sources, so newer features stay off; what features need without declaring it may have changed.',
      '  Fix: Update imagewright to a version that knows it, and try the program.',
    ].join('\n'));
    expect(one(because('dns'), [], 'v1.99.12')).toContain('those of 1.98 are used.');
    expect(one(because('dns'), [], 'v1.88.0')).toContain('Fix: Pin a release, 1.90 or newer, e.g. v1.104.0.');
    expect(one(because('dns'), [], 'main')).toContain('"main" is not a version of Tailscale.');
  });

  test('is a warning for a release that may have it, which the build finds out', () => {
    const [, unknown] = problems([...because('brandnew')], [], 'v1.106.0');
    expect(_formatProblem(unknown)).toBe([
      'go/feature-unknown (warning)',
      '  The feature "brandnew" is kept, and Tailscale 1.104, the nearest known version, has no feature of that name.',
      '  Why: The build stops unless the sources have it.',
      '  Fix: Check the name, or update imagewright to a version that knows the release.',
    ].join('\n'));
    expect(problems([], because('ss'), 'v1.106.0')[1]).toMatchObject({ severity: 'warning', why: 'A misspelt feature could come in because another one needs it.' });
    expect(problems(because('$(id)'), [], 'v1.106.0')[1].severity).toBeUndefined();
  });

  test('shows all that is wrong at once', () => {
    expect(problems([...because('dns', 'dns', 'nope'), TailscaleFeature.because('health', '')], because('netstack')).map(({ id }) => id))
      .toEqual(['go/feature-unknown', 'go/feature-reason', 'go/feature-duplicate', 'go/feature-needed']);
  });
});

describe('what is missed only when it is gone', () => {
  const lost = (keep: string[], omit: string[], version?: string) =>
    resolve(because(...keep), because(...omit), version).problems.map(({ id, severity, what }) => `${id} ${severity} ${/"(\w+)"/.exec(what)?.[1]}`);

  test('is told unless it is decided', () => {
    expect(lost(['osrouter'], [], 'v1.104.5')).toEqual([
      'go/feature-loss warning udptransport', 'go/feature-loss warning nattraversal', 'go/feature-loss info logtail',
    ]);
    expect(lost(['portmapper'], ['logtail'], 'v1.104.5')).toEqual([]);
    expect(lost(['osrouter'], ['logtail'], 'v1.102.5')).toEqual([]);
  });
});
