import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { _BaseFacts } from '../../src/bases';
import { BASE_READING, extractBase } from '../../src/cli/pin/extract-base';
import { _readImage } from '../../src/oci';
import { ALPINE_LIKE, DEBIAN_LIKE, DISTROLESS_LIKE, SERVICE_LIKE } from '../../test/checks/support/small-bases';
import { FILES, makeBusybox } from '../bases/busybox';
import { makeOnce } from '../bases/make-once';
import { findLayout } from '../bases/stand-ins';
import { CACHE } from '../cache';
import type { Engine } from '../engine';

const FOLDER = join(CACHE, 'mistakes');
const DOCKERFILE = join(__dirname, 'bases.Dockerfile');

/** The stages of `bases.Dockerfile`, and the invented bases that they are made after. */
const STAGES: Readonly<Record<string, _BaseFacts>> = {
  'debian-like': DEBIAN_LIKE, 'service-like': SERVICE_LIKE, 'alpine-like': ALPINE_LIKE, 'distroless-like': DISTROLESS_LIKE,
};

/** The stand-ins that they start from, by the names in `bases.Dockerfile`. */
const CONTEXTS: Readonly<Record<string, string>> = { slim: 'slim', python: 'python', distroless: 'distroless-nodejs' };

/** A real base. */
export interface RealBase {
  /** What was read of it, under the name of the invented one. */
  readonly facts: _BaseFacts;
  /** Its layout, as a build context. */
  readonly context: string;
}

/** Makes the real bases; by the reference of the invented one. */
export async function makeBases(engine: Engine): Promise<ReadonlyMap<string, RealBase>> {
  await makeBusybox();
  await mkdir(FOLDER, { recursive: true });
  const contexts = await Promise.all(Object.entries(CONTEXTS).map(async ([name, standIn]) => `${name}=${await findLayout(standIn)}`));
  const inputs = [await readFile(DOCKERFILE, 'utf8'), ...contexts];
  const bases = new Map<string, RealBase>();
  for (const [stage, { reference }] of Object.entries(STAGES)) {
    const layout = join(FOLDER, stage);
    await makeOnce({ name: `mistakes-${stage}`, path: layout, maker: __filename, inputs }, async () => {
      await engine.docker([
        'buildx', 'build', '--progress', 'plain', '--provenance=false', '--platform', 'linux/amd64', '--target', stage,
        ...[`files=${FILES}`, ...contexts].flatMap(context => ['--build-context', context]),
        '--output', `type=oci,tar=false,dest=${layout}.new`, '--file', DOCKERFILE, FILES,
      ]);
      await rm(layout, { recursive: true, force: true });
      await rename(`${layout}.new`, layout);
    });
    const { manifests: [manifest] } = await _readImage(layout, BASE_READING);
    bases.set(reference, { facts: extractBase(manifest, reference), context: `oci-layout://${layout}@${manifest.digest}` });
  }
  return bases;
}
