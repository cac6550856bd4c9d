import { Severity } from '../../../core';
import { Cmd, Entrypoint } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import type { Rootfs } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _isBelow } from '../../support/in-image';
import { _findLast } from '../../support/instructions';

/** Two names of one directory, in every distribution (https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch05s13.html). */
const NAMES = ['/run', '/var/run'];

export const volumeRunDirectory: _Rule = {
  id: 'volume/run-directory',
  title: 'A mount at /run also covers /var/run',
  severity: Severity.WARNING,
  why: 'A socket or pid file is written outside the mount: to flash, or nowhere if the root file system is read-only ("read-only file system").',
  fix: 'Make one of them a link: links: [RootfsEntry.symlink("/var/run", "/run")]; or use paths below the mount.',
  check: image => NAMES.flatMap(name => checkName(image, name)),
};

/** Paths below one name, while something is mounted at the other. */
function checkName(image: ImageModel, name: string): RuleFinding[] {
  const { rootfs, config } = image.result;
  // In a base with unknown files, it may be a link.
  if (rootfs.lookup(name).isUnknown) return [];
  const mounts = [...image._temporaryDirectories, ...config.volumes].map(path => followLinks(rootfs, path));
  const other = NAMES.find(each => each !== name)!;
  const isHeld = (path: string) => mounts.some(mount => _isBelow(followLinks(rootfs, path), mount));
  return listPaths(image).filter(({ path }) => _isBelow(path, name) && !isHeld(path) && isHeld(`${other}${path.slice(name.length)}`)).slice(0, 1).map(({ path, by }) => ({
    by,
    what: `${path} is not in the mount at ${other}: ${name} and ${other} are two directories in the image.`,
  }));
}

/** The literal paths in the words of the start command and the health check, and in variables. */
function listPaths({ result }: ImageModel): { path: string; by: RuleFinding['by'] }[] {
  const { config: { argv, cmd, healthcheck, environment } } = result;
  const by = (_findLast(result, cmd === undefined ? Entrypoint : Cmd) ?? _findLast(result, Entrypoint))?.by;
  const texts = [...argv, ...healthcheck?.argv ?? [], healthcheck?.text ?? '', ...Object.values(environment)];
  return texts.flatMap(text => [...text.matchAll(/(?<![\w.-])(?:\/var)?\/run\/[^\s'",;:)]+/g)].map(([path]) => ({ path: path.replace(/\/+$/, ''), by })));
}

/** A path after following its links, as far as their targets exist. */
function followLinks(rootfs: Rootfs, path: string): string {
  const { placed } = rootfs.lookup(path);
  if (placed !== undefined) return placed.entry.path;
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? path : `${followLinks(rootfs, path.slice(0, cut))}${path.slice(cut)}`;
}
