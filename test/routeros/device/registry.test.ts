import { expect, test } from 'vitest';
import type { Answer } from './commands';
import { DeviceError } from './device';
import { Bench, scriptsOf } from './run';
import { sha256 } from '../../oci/support/layout-writer';
import { TestRegistry } from '../../support/test-registry';
import { MODES } from '../sample';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const [FIRST, SECOND] = ['one', 'two'].map(text => Buffer.from(`{"schemaVersion":2,"mediaType":"${INDEX}","manifests":[],"annotations":{"a":"${text}"}}`));

/** A request that has not been answered yet. */
class Open extends Error {
  public constructor(public readonly url: string, public readonly headers: Readonly<Record<string, string>>) {
    super(url);
  }
}

/** Runs a script, which the simulation does without waiting: again and again, until each of its requests has been answered by the real registry. */
async function replay(start: Bench, name: string): Promise<Bench> {
  const answers: (Answer | DeviceError)[] = [];
  for (;;) {
    const bench = start.copy();
    let next = 0;
    bench.fetch = (url, headers) => {
      const answer = answers[next++];
      if (answer === undefined) throw new Open(url, headers);
      if (answer instanceof DeviceError) throw answer;
      return answer;
    };
    try {
      bench.import(name);
      return bench;
    } catch (error) {
      if (!(error instanceof Open)) throw error;
      const response = await fetch(error.url.replace(/^https:/, 'http:'), { headers: error.headers });
      answers.push(response.ok ? { data: await response.text(), headers: Object.fromEntries(response.headers) } : new DeviceError(`failure: ${response.status}`));
    }
  }
}

test('token, manifest and digest of a registry on this machine', async () => {
  const registry = await TestRegistry.start();
  registry.answer(/^GET \/v2\/token\?scope=repository:acme\/tailscale:pull$/, { body: { token: 's3cret' } });
  const scripts = scriptsOf({ mode: MODES.flash, reference: `${registry.host}/acme/tailscale:stable` });
  const images = [FIRST, SECOND].map(body => ({ digest: sha256(body) }));
  registry.put('acme/tailscale/manifests/stable', FIRST, INDEX);
  const installed = await replay(new Bench(scripts, { version: '7.24', images }), 'install.rsc');
  expect(installed.printed).toEqual(['tailscale is installed and runs']);
  expect(installed.device.containers.map(row => row['remote-image'])).toEqual([`${registry.host}/acme/tailscale@${sha256(FIRST)}`]);
  expect(registry.seen[registry.seen.length - 1]).toMatchObject({ headers: { authorization: 'Bearer s3cret', accept: INDEX } });

  expect((await replay(installed, 'update.rsc')).printed).toEqual(['tailscale: up to date']);

  registry.put('acme/tailscale/manifests/stable', SECOND, INDEX);
  const updated = await replay(installed, 'update.rsc');
  expect(updated.printed).toEqual([`tailscale: updated to ${sha256(SECOND)}`]);
  expect(updated.device.containers.map(row => row['remote-image'])).toEqual([`${registry.host}/acme/tailscale@${sha256(SECOND)}`]);

  registry.remove('acme/tailscale/manifests/stable');
  const gone = await replay(updated, 'update.rsc');
  expect(gone.printed).toEqual([`tailscale: no update: ${registry.host} gave no digest of acme/tailscale:stable failure: 404`]);
  expect(gone.device.containers.filter(row => gone.device.isRunning(row))).toHaveLength(1);
});
