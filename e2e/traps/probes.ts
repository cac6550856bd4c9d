import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { rootCertificates } from 'node:tls';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Engine } from '../engine';

/** An image that was built for a trap. */
export interface Caught {
  readonly engine: Engine;
  /** Its name in the engine. */
  readonly image: string;
  readonly platform: string;
  /** A static BusyBox on this machine, to look into images that have no programs. */
  readonly busybox: string;
  /** A folder for what lasts a moment. */
  readonly folder: string;
}

/** Does something with an image, and says what happened in a line. */
export type Probe = (caught: Caught) => Promise<string>;

/** Seconds that a program is given to end. */
const PATIENCE = 20;

/** Starts it. */
export function start(words: readonly string[] = [], options: readonly string[] = []): Probe {
  return async ({ engine, image, platform }) => {
    const started = await engine.docker(
      ['run', '--detach', '--pull', 'never', '--platform', platform, '--network', 'none', ...options, image, ...words], { mayFail: true },
    );
    if (started.code !== 0) return outcome({ ...started, stdout: '' });
    const id = started.stdout.trim();
    const ended = await engine.docker(['wait', id], { mayFail: true, timeoutSeconds: PATIENCE });
    const said = await engine.docker(['logs', id]);
    await engine.docker(['rm', '--force', '--volumes', id]);
    return ended.code === 0 ? outcome({ ...said, code: Number(ended.stdout) }) : outcome(said).replace(/^exit 0/, 'does not end');
  };
}

/** Looks into it with a command of BusyBox. */
export function run(words: readonly string[], options: readonly string[] = []): Probe {
  return async caught => start(words, [
    ...options, '--mount', `type=bind,src=${caught.busybox},dst=/busybox,ro`, '--entrypoint', '/busybox', '--user', '0',
  ])(caught);
}

/** Starts it, and asks it to stop after a moment. */
export function stop(options: readonly string[] = []): Probe {
  return async ({ engine, image, platform }) => {
    const id = (await engine.docker(['run', '--detach', '--pull', 'never', '--platform', platform, '--network', 'none', ...options, image])).stdout.trim();
    await new Promise(resolve => setTimeout(resolve, 1500));
    const asked = Date.now();
    await engine.docker(['stop', '--time', '5', id]);
    const seconds = (Date.now() - asked) / 1000;
    const code = (await engine.docker(['inspect', '--format', '{{.State.ExitCode}}', id])).stdout.trim();
    await engine.docker(['rm', '--force', id]);
    return `ended with ${code} ${seconds < 5 ? 'at once' : 'after the stop timeout'}`;
  };
}

/** A certificate that the image has to trust, of those that this machine trusts too. */
export const certificates: Probe = async caught => start([], ['--env', `TRAP=certificates=${rootCertificates.find(each => each.length < 1400) ?? rootCertificates[0]}`])(caught);

/** What its configuration sets a variable to. */
export function environment(name: string): Probe {
  return async ({ engine, image }) => {
    const said = await engine.docker(['image', 'inspect', '--format', '{{json .Config.Env}}', image]);
    return (JSON.parse(said.stdout) as string[]).find(each => each.startsWith(`${name}=`)) ?? `no ${name}`;
  };
}

/** How big its layers are. */
export const bytes: Probe = async caught => {
  const layers = (await layersOf(caught)).map(layer => (layer[0] === 0x1f ? gunzipSync(layer) : layer).length);
  return `${layers.map(size => size.toLocaleString('en')).join(' + ')} bytes`;
};

/** How much a device transfers. */
export const transferred: Probe = async caught => {
  const layers = (await layersOf(caught)).map(layer => (layer[0] === 0x1f ? layer : gzipSync(layer)).length);
  return `${layers.map(size => size.toLocaleString('en')).join(' + ')} bytes`;
};

async function layersOf({ engine, image, folder }: Caught): Promise<Buffer[]> {
  const archive = join(folder, `${image}.tar`);
  await engine.docker(['image', 'save', '--output', archive, image]);
  const blobs = new Map<string, Buffer>();
  const entries = extract();
  createReadStream(archive).pipe(entries);
  for await (const entry of entries) blobs.set(entry.header.name, await buffer(entry));
  await rm(archive);
  const [{ Layers: layers }] = JSON.parse(blobs.get('manifest.json')!.toString()) as { Layers: string[] }[];
  return layers.map(name => blobs.get(name)!);
}

function outcome({ code, stdout, stderr }: { readonly code: number; readonly stdout: string; readonly stderr: string }): string {
  const said = `${stderr}\n${stdout}`.replace(/^docker: Error response from daemon: (.*(?:container process|runc create failed): )?|^Run 'docker run --help'.*$/gm, '').trim().split(/\s*\n\s*/).filter(Boolean).slice(-3).join(' ');
  return `exit ${code}: ${said}`;
}
