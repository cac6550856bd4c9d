import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { layout, LayoutWriter, OCI } from '../../../oci/support/layout-writer';
import { file, tar } from '../../../oci/support/tar-writer';
import { temporaryFolder } from '../../../support/temporary';
import { TestRegistry } from '../../../support/test-registry';
import { imagewright, Said } from '../../support';

/** The registry of the current test. */
export let registry: TestRegistry;

/** Runs each test of a file in an empty folder, with an empty registry and without a login. */
export function useRegistry(): void {
  const before = process.cwd();
  const config = process.env.DOCKER_CONFIG;
  beforeEach(async () => {
    process.chdir(temporaryFolder());
    process.env.DOCKER_CONFIG = temporaryFolder();
    registry = await TestRegistry.start();
  });
  afterEach(() => {
    process.chdir(before);
    if (config === undefined) delete process.env.DOCKER_CONFIG;
    else process.env.DOCKER_CONFIG = config;
  });
}

export function image(content: string): LayoutWriter {
  return layout([tar(file('etc/os-release', `ID=test\nVERSION_ID=${content}\n`), file('app', content))]);
}

/** An image for several platforms. */
export function index(content: string, platforms: readonly string[]): LayoutWriter {
  const made = new LayoutWriter();
  const manifests = platforms.map(platform => made.image([tar(file('app', `${content} ${platform}`))], { platform }));
  return made.top([made.blob(OCI.index, { schemaVersion: 2, mediaType: OCI.index, manifests })]);
}

/** What the command said, with HOST for the registry and short digests. */
export async function pin(...args: string[]): Promise<Said> {
  const { code, out, err } = await imagewright(['pin', ...args]);
  const shorten = (text: string) => text.replaceAll(registry.host, 'HOST').replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  return { code, out: shorten(out), err: shorten(err) };
}

/** The name of an image of the registry. */
export function name(tag = '1', repository = 'acme/app'): string {
  return `${registry.host}/${repository}:${tag}`;
}

/** The text of versions.json. */
export function versions(): string {
  return readFileSync('versions.json', 'utf8');
}

/** Writes versions.json with references by key, and returns its text. */
export function write(images: Record<string, string>): string {
  const text = `${JSON.stringify({ images: Object.fromEntries(Object.entries(images).map(([key, ref]) => [key, { ref }])) }, null, 2)}\n`;
  writeFileSync('versions.json', text);
  return text;
}
