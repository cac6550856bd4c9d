import { expect, test } from 'vitest';
import type { DeviceOptions } from './device';
import { Bench, scriptsOf } from './run';
import { MODES, ModeName } from '../sample';

const SCRIPTS = Object.fromEntries(Object.entries(MODES).map(([name, mode]) => [name, scriptsOf({ mode })]));

function preflight(mode: ModeName, options: Partial<DeviceOptions>): string[] {
  const bench = new Bench(SCRIPTS[mode], { version: '7.24', ...options });
  const before = bench.device.store.list(() => false);
  bench.import('preflight.rsc');
  expect(bench.device.store.list(() => false)).toEqual(before);
  const { printed } = bench;
  // Where it says no, the installation changes nothing.
  if (printed.some(line => line.startsWith('no'))) {
    expect(bench.import('install.rsc')).toBe('tailscale is not installed: see the lines above');
    expect(bench.device.store.list(() => false)).toEqual(before);
  }
  return printed;
}

const MISSING = 'no: things that are missing: 1';

test.each<[string, ModeName, Partial<DeviceOptions>, string[]]>([
  ['a router that fits', 'ram-root', {}, ['yes: tailscale can be installed']],
  ['a router without the package', 'flash', { packages: ['routeros'] }, ['no: the package container is missing: put it into the files of the router, then /system/reboot', MISSING]],
  ['a router in the mode of the factory', 'flash', { deviceMode: { container: false, fetch: true, scheduler: true } }, [
    'no: device-mode does not allow container: /system/device-mode/update container=yes fetch=yes scheduler=yes, then press the button or cut the power within 5 minutes', MISSING,
  ]],
  ['an architecture without containers', 'flash', { architecture: 'mmips' }, ['no: the image is for linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v5, and this router is mmips', MISSING]],
  ['little flash', 'flash', { flash: 3e6 }, ['no: bytes of flash that are free: 3000000, needed: 41943040 (40.0 MiB): remove files or declare RouterOsMode.ramRoot()', MISSING]],
  ['little memory', 'ram-root', { memory: 50e6 }, ['no: bytes of memory that are free: 50000000, needed: 85983232 (82.0 MiB)', MISSING]],
  ['no disk', 'disk', { disk: 0 }, ['no: there is no disk usb1: plug it in, and format it with /disk/format usb1 file-system=ext4', MISSING]],
  ['a full disk', 'disk', { disk: 1e6 }, ['no: bytes that are free on usb1: 1000000, needed: 41943040 (40.0 MiB)', MISSING]],
  ['a clock that is not set', 'flash', { year: '1970' }, ['no: the clock is not set: /system/ntp/client/set enabled=yes servers=pool.ntp.org', MISSING]],
  ['no DNS server', 'flash', { dns: '' }, ['no: the router has no DNS server: /ip/dns/set servers=1.1.1.1', MISSING]],
])('%s', (_, mode, options, printed) => {
  expect(preflight(mode, options)).toEqual(printed);
});

test('a registry that does not answer', () => {
  const bench = new Bench(SCRIPTS.flash, { version: '7.20' });
  bench.registry.isUp = false;
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual([
    'no: ghcr.io does not answer with the image: failure: connection timeout',
    'if it is about the certificate: /certificate/settings/set builtin-trust-anchors=trusted',
    MISSING,
  ]);
});

test('something else has the name or the network', () => {
  const bench = new Bench(SCRIPTS['ram-root'], { version: '7.24' });
  bench.device.store.add('/interface/veth', { name: 'veth-tailscale' });
  bench.device.store.add('/ip/address', { address: '172.20.0.9/24', network: '172.20.0.0', interface: 'bridge' });
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual([
    'no: the interface veth-tailscale is there already and does not belong to tailscale: /interface/veth/print where name="veth-tailscale"',
    'no: the network 172.20.0.0 is there already and does not belong to tailscale: /ip/address/print where network="172.20.0.0"',
    'no: things that are missing: 2',
  ]);
});

test('an EN7562CT runs an image that is for arm/v5, too', () => {
  const bench = new Bench(SCRIPTS.flash, { version: '7.24', architecture: 'arm', board: 'hEX refresh' });
  bench.import('preflight.rsc');
  expect(bench.printed).toEqual(['yes: tailscale can be installed']);
});
