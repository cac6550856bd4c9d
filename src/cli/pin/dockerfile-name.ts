import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** How Dockerfiles are called. Names of images are in lower case. */
const USUAL = /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.(?:[Dd]ockerfile|[Cc]ontainerfile)$/;
/** What can only be a path: it is absolute, or begins with "./" or "../". */
const PATH = /^\.{0,2}[\\/]|^[A-Za-z]:\\/;
/** What may be an image or a key of versions.json. */
const OTHER = /^[\w-]+$|:[^/:]+$/;

/** Whether an argument names a Dockerfile, and not an image or a key. */
export function isDockerfileName(text: string): boolean {
  if (PATH.test(text) || USUAL.test(basename(text))) return true;
  return !OTHER.test(text) && statSync(text, { throwIfNoEntry: false })?.isFile() === true;
}
