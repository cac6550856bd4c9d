import { posix } from 'node:path';
import { _manifestPath } from '../../plan';
import type { BakeFile, BakeTarget } from '../bake-file';

/** What determines one image, in paths from the root of the repository. */
export interface ImageInputs {
  /** The name of its target in bake. */
  readonly name: string;
  /** The folder of its `docker-bake.json`: the empty path for the root. */
  readonly directory: string;
  readonly bakeFile: string;
  readonly platforms: readonly string[];
  readonly dockerfile: string;
  /** The manifest, against which the built image is verified. */
  readonly manifest: string;
  /** The build context: the empty path for the whole repository. */
  readonly context: string;
  /** Where BuildKit looks for the patterns of the context; the first that exists counts. */
  readonly ignoreFiles: readonly string[];
  /** Other directories and files of the repository that the build reads, with what they are. */
  readonly others: readonly { readonly path: string; readonly what: string }[];
  /** The targets of the images of the same project that it is built from. */
  readonly needs: readonly string[];
  /** What `docker-bake.json` says about it, as text. */
  readonly definition: string;
  /** Why some of its inputs cannot be told. */
  readonly doubts: readonly string[];
}

const IMAGE = 'target:';
const LAYOUT = 'oci-layout://';

/** Anything else with a scheme is outside of the repository: `docker-image://…`, `https://…`. */
const ELSEWHERE = /^[a-z][a-z\d+.-]*:/;

/** Lists what each image of a `docker-bake.json` is built from. */
export function listInputs({ images, stages }: BakeFile, bakeFile: string): ImageInputs[] {
  const directory = posix.dirname(bakeFile).replace(/^\.$/, '');
  return images.map(image => describeInputs(image, stages.filter(({ dockerfile }) => dockerfile === image.dockerfile), directory, bakeFile));
}

function describeInputs(image: BakeTarget, stages: readonly BakeTarget[], directory: string, bakeFile: string): ImageInputs {
  const resolve = (path: string) => posix.join(directory, path).replace(/^\.$/, '').replace(/(?<=.)\/$/, '');
  const targets = [image, ...stages];
  const sources = [...new Set(targets.flatMap(({ contexts }) => Object.values(contexts)))];
  const context = resolve(image.context);
  // Paths of a Dockerfile are from its context.
  const dockerfile = posix.join(context, image.dockerfile);
  const others = [
    ...sources.flatMap(source => {
      if (source.startsWith(LAYOUT)) return [{ path: resolve(findLayoutPath(source.slice(LAYOUT.length))), what: 'the OCI layout' }];
      return ELSEWHERE.test(source) ? [] : [{ path: resolve(source), what: 'the named context' }];
    }),
    ...targets.flatMap(({ secrets }) => secrets.flatMap(findSecretPath)).map(path => ({ path: resolve(path), what: 'the secret' })),
  ];
  const outside = [context, dockerfile, ...others.map(({ path }) => path)].filter(path => path === '..' || path.startsWith('../'));
  return {
    name: image.name,
    directory,
    bakeFile,
    platforms: image.platforms,
    dockerfile,
    manifest: _manifestPath({ dockerfile }),
    context,
    ignoreFiles: [`${dockerfile}.dockerignore`, posix.join(context, '.dockerignore')],
    others,
    needs: sources.filter(source => source.startsWith(IMAGE)).map(source => source.slice(IMAGE.length)),
    definition: JSON.stringify(targets.map(({ definition }) => definition)),
    doubts: [
      ...targets.flatMap(({ doubts }) => doubts),
      ...ELSEWHERE.test(image.context) ? [`its context "${image.context}" is not in the repository`] : [],
      ...[...new Set(outside)].map(path => `"${path}" is not in the repository`),
    ],
  };
}

/** `vendor/python:3.13@sha256:…` without tag and digest. */
function findLayoutPath(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** The path of a secret that is a file of the repository. Files of a home, and absolute paths, are not in it. */
function findSecretPath(secret: string): string[] {
  const path = /(?:^|,)"?(?:src|source)=([^,"]+)/.exec(secret)?.[1];
  return path === undefined || /^(\/|~|\$\{)/.test(path) ? [] : [path];
}
