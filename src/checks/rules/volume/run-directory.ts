import { Severity } from '../../../core';
import { Cmd, Entrypoint } from '../../../dockerfile';
import type { ImageModel } from '../../../plan';
import type { Rootfs } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _isBelow } from '../../support/in-image';
import { _last } from '../../support/instructions';

/** Two names of one directory, in every distribution (https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch05s13.html). */
const NAMES = ['/run', '/var/run'];

export const volumeRunDirectory: _Rule = {
  id: 'volume/run-directory',
  title: 'What is mounted at /run holds what is below /var/run',
  severity: Severity.WARNING,
  why: 'A socket or pid file is written beside the mount: to flash, or nowhere where the root is read-only ("read-only file system").',
  fix: 'Make one of them a link: links: [RootfsEntry.symlink("/var/run", "/run")]; or write the paths below the mount.',
  check: image => NAMES.flatMap(name => ofName(image, name)),
};

/** What is written below one name, where something is mounted at the other. */
function ofName(image: ImageModel, name: string): RuleFinding[] {
  const { rootfs, config } = image.result;
  // Of a base that nobody has looked into it may be a link.
  if (rootfs.lookup(name).isUnknown) return [];
  const mounts = [...image._temporaryDirectories, ...config.volumes].map(path => leadsTo(rootfs, path));
  const other = NAMES.find(each => each !== name)!;
  const isHeld = (path: string) => mounts.some(mount => _isBelow(leadsTo(rootfs, path), mount));
  return pathsOf(image).filter(({ path }) => _isBelow(path, name) && !isHeld(path) && isHeld(`${other}${path.slice(name.length)}`)).slice(0, 1).map(({ path, by }) => ({
    by,
    what: `${path} is not in what is mounted at ${other}: ${name} and ${other} are two directories in the image.`,
  }));
}

/** The paths that the words of the start and of the health check, and variables, write out. */
function pathsOf({ result }: ImageModel): { path: string; by: RuleFinding['by'] }[] {
  const { config: { argv, cmd, healthcheck, environment } } = result;
  const by = (_last(result, cmd === undefined ? Entrypoint : Cmd) ?? _last(result, Entrypoint))?.by;
  const texts = [...argv, ...healthcheck?.argv ?? [], healthcheck?.text ?? '', ...Object.values(environment)];
  return texts.flatMap(text => [...text.matchAll(/(?<![\w.-])(?:\/var)?\/run\/[^\s'",;:)]+/g)].map(([path]) => ({ path: path.replace(/\/+$/, ''), by })));
}

/** A path with the links in it followed, as far as they lead somewhere. */
function leadsTo(rootfs: Rootfs, path: string): string {
  const { placed } = rootfs.lookup(path);
  if (placed !== undefined) return placed.entry.path;
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? path : `${leadsTo(rootfs, path.slice(0, cut))}${path.slice(cut)}`;
}
