import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _BaseLibrary, _readBaseFile, _writeBaseFile } from '../../src/bases';
import { BASE_READING, extractBase } from '../../src/cli/pin/extract-base';
import { _readImage } from '../../src/oci';
import { BUSYBOX, makeBusybox } from '../bases/busybox';
import { makeOnce } from '../bases/make-once';
import { findLayout } from '../bases/stand-ins';
import { CACHE } from '../cache';
import type { Engine } from '../engine';

const FOLDER = join(CACHE, 'rootfs-oracle');

/**
 * The stand-ins whose file lists are used. Their files are emptied, as many programs are built at a time, and each copies all of its base: paths,
 * kinds, modes, owners and targets of links stay. The accounts are kept, and a BusyBox at a path of its own is what commands are run by.
 */
const STAND_INS = ['slim', 'nginx', 'distroless-nodejs'];

const DOCKERFILE = `
FROM image AS whole
FROM slim AS emptied
RUN --mount=type=bind,from=whole,target=/whole <<'S'
set -eu
mkdir /thin
cd /whole
find . -xdev -type d | sort | while IFS= read -r path; do mkdir -p "/thin/$path"; done
find . -xdev -type f | while IFS= read -r path; do : >"/thin/$path"; done
find . -xdev -type l | while IFS= read -r path; do cp -Pp "$path" "/thin/$path"; done
find . -xdev ! -type l | while IFS= read -r path; do chown --reference="$path" "/thin/$path"; chmod --reference="$path" "/thin/$path"; done
for path in etc/passwd etc/group; do cp -p $path /thin/$path; done
S
FROM scratch
COPY --from=emptied /thin/ /
COPY --from=files --chmod=755 busybox /busybox
`;

/** The program of RUN in these bases. */
export const SHELL = '/busybox';

/** The bases, with what was read of them. */
export interface OracleBases {
  readonly references: readonly string[];
  readonly library: _BaseLibrary;
  /** By reference: the build context with the image. */
  readonly contexts: ReadonlyMap<string, string>;
}

/** No bases, for programs that use none. */
export const NO_BASES: OracleBases = { references: [], library: _BaseLibrary.EMPTY, contexts: new Map() };

/** Makes the bases and reads them as `pin` does: by way of the text of a base file. */
export async function makeOracleBases(engine: Engine): Promise<OracleBases> {
  await makeBusybox();
  await mkdir(FOLDER, { recursive: true });
  const dockerfile = join(FOLDER, 'Dockerfile');
  await writeFile(dockerfile, DOCKERFILE);
  const slim = await findLayout('slim');
  const contexts = new Map<string, string>();
  const facts = [];
  for (const name of STAND_INS) {
    const layout = join(FOLDER, name);
    const image = await findLayout(name);
    await makeOnce({ name: `rootfs-oracle-${name}`, path: layout, maker: __filename, inputs: [slim, image] }, async () => {
      const contextsOf = [`image=${image}`, `slim=${slim}`, `files=${join(BUSYBOX, '..')}`];
      await engine.docker([
        'buildx', 'build', '--progress', 'plain', '--provenance=false', '--platform', 'linux/amd64',
        ...contextsOf.flatMap(context => ['--build-context', context]),
        '--output', `type=oci,tar=false,dest=${layout}.new`, '--file', dockerfile, FOLDER,
      ]);
      await rm(layout, { recursive: true, force: true });
      await rename(`${layout}.new`, layout);
    });
    const { manifests: [manifest] } = await _readImage(layout, BASE_READING);
    const reference = `oracle-${name}:1@${manifest.digest}`;
    const file = `${name}.txt`;
    facts.push(_readBaseFile(_writeBaseFile(extractBase(manifest, reference), file), file));
    contexts.set(reference, `oci-layout://${layout}@${manifest.digest}`);
  }
  return { references: [...contexts.keys()], library: _BaseLibrary.of(facts), contexts };
}
