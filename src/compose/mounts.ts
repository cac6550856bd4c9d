import { _hasHidden, _quoteValue, _refuse } from '../core';

/** A mount in the short form of Compose. */
export interface Mount {
  readonly source: string;
  /** Whether the source is the name of a volume and not a path. */
  readonly isNamed: boolean;
  /** The path in the container. */
  readonly target: string;
}

/** @see https://docs.docker.com/reference/compose-file/services/#short-syntax-5 */
const MOUNT = /^(?<source>[^:]+):(?<target>\/[^:]*)(?::[a-zA-Z,]+)?$/;
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const PATH = /^(?:\.{1,2}$|\.{1,2}\/|~\/|\/)/;

/**
 * Reads a mount.
 *
 * @throws `compose/volume`
 */
export function readMount(text: string): Mount {
  const { source = '', target = '' } = MOUNT.exec(text)?.groups ?? {};
  const isNamed = NAME.test(source);
  if ((isNamed || PATH.test(source)) && !/[\0-\x1f\x7f]/.test(text) && !_hasHidden(text)) return { source, isNamed, target: trimSlash(target) };
  return _refuse({
    id: 'compose/volume',
    what: `${_quoteValue(text)} is not a mount.`,
    why: 'Compose would reject the file, or take a path for the name of a volume.',
    fix: 'Write the name of a volume, or a path that begins with "./", "../", "~/" or "/", and a path in the container: "data:/var/lib/app", "./settings:/etc/app:ro".',
  });
}

function trimSlash(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

/** The name of the volume for a directory that an image declares. */
export function nameVolume(service: string, directory: string): string {
  return `${service}-${directory.replace(/[^A-Za-z0-9_.]+/g, '-').replace(/^-|-$/g, '') || 'root'}`;
}
