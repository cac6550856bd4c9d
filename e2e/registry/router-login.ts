import assert from 'node:assert/strict';
import type { Registry } from './registry';
import { RouterOsRegistryLogin } from '../../src';
import { replay } from '../../test/routeros/device/replay';
import { Bench, scriptsOf } from '../../test/routeros/device/run';
import { MODES } from '../../test/routeros/sample';

/** The scripts of a router ask a registry that wants a login with each request. */
export async function followRouter(registry: Registry, user: string, password: string, digest: string): Promise<void> {
  const props = { reference: `${registry.host}/acme/app:1`, registryLogin: RouterOsRegistryLogin.ask(user, 'Password'), tokenUrl: '' };
  const fresh = new Bench(scriptsOf({ mode: MODES.flash, ...props }), { version: '7.24', images: [{ digest }] });
  fresh.device.login = `${user}:${password}`;
  const ask = async (answer: string) => {
    fresh.device.answer = answer;
    return (await replay(fresh, 'preflight.rsc')).printed;
  };
  assert.match((await ask('wrong'))[0], / refuses me: .*\(failure: 401\)$/);
  assert.deepEqual(await ask(password), ['yes: tailscale can be installed']);
  const installed = await replay(fresh, 'install.rsc');
  assert.deepEqual(installed.printed, ['tailscale is installed and runs']);
  assert.deepEqual((await replay(installed, 'update.rsc')).printed, ['tailscale: up to date']);
}
