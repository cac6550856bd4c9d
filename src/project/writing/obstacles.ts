import { Stats, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { describeSystemError } from './system-error';
import { Problem, _findFilePathProblem, _isGitFolder, _LAST_SYNTHESIS } from '../../core';

/** The real path of a directory, and why no files can be written there, if so. */
interface Directory {
  readonly problem?: Problem;
  readonly real: string;
}

/** Finds what prevents files of a project from being written, before any of them is. */
export class Obstacles {
  private readonly directories = new Map<string, Directory>();
  private readonly base: string;

  /**
   * @param root directory of the project; nothing is written outside of it
   * @param outermost obstacles of the outermost project, which must contain this one
   */
  public constructor(private readonly root: string, outermost?: Obstacles) {
    const own = outermost?.resolveWithin(root) ?? { real: resolveExisting(root) };
    this.base = own.real;
    this.directories.set('.', own);
  }

  /** What prevents a file from being written, if anything does. */
  public find(path: string): Problem | undefined {
    return checkForm(path) ?? this.inspectDirectory(dirname(path)).problem ?? this.checkPlace(path);
  }

  /** The same for a file of projen, which would fail or block at it after writing other files. */
  public findOfProjen(path: string): Problem | undefined {
    const found = readStats(path, join(this.root, path));
    if (found === undefined) return undefined;
    if (!('mode' in found)) return this.inspectDirectory(dirname(path)).problem ?? found;
    return found.isFile() || found.isSymbolicLink() ? undefined : describeObstacle(path, found, 'a file');
  }

  /** The real path of a file after links of its directories are followed: two paths may lead to one file. */
  public resolveReal(path: string): string {
    if (checkForm(path) !== undefined) return join(this.root, path);
    return join(this.inspectDirectory(dirname(path)).real, basename(path));
  }

  /** The directory of a subproject. */
  private resolveWithin(root: string): Directory {
    const path = relative(this.root, root).split(sep).join('/');
    const problem = checkForm(path);
    return problem === undefined ? this.inspectDirectory(path) : { real: resolveExisting(root), problem };
  }

  private inspectDirectory(path: string): Directory {
    const known = this.directories.get(path);
    if (known !== undefined) return known;
    const directory = this.look(path);
    this.directories.set(path, directory);
    return directory;
  }

  private look(path: string): Directory {
    const above = this.inspectDirectory(dirname(path));
    const here = { real: join(above.real, basename(path)) };
    if (above.problem !== undefined) return { ...here, problem: above.problem };
    const found = readStats(path, join(this.root, path));
    if (found === undefined || !('mode' in found)) return { ...here, problem: found };
    if (found.isSymbolicLink()) return this.followLink(path, here.real);
    return found.isDirectory() ? here : { ...here, problem: describeObstacle(path, found, 'a directory') };
  }

  private followLink(path: string, link: string): Directory {
    let real;
    try {
      real = realpathSync(link);
    } catch (error) {
      return { real: link, problem: describeDeadLink(path, link, error) };
    }
    const inside = relative(this.base, real);
    const names = inside.split(sep);
    if (names[0] === '..' || isAbsolute(inside) || names.some(_isGitFolder)) return { real, problem: describeLeavingLink(path, real) };
    const found = readStats(path, real);
    return found !== undefined && 'mode' in found && !found.isDirectory() ? { real, problem: describeObstacle(path, found, 'a directory') } : { real };
  }

  private checkPlace(path: string): Problem | undefined {
    const found = readStats(path, join(this.root, path));
    if (found === undefined || !('mode' in found)) return found;
    return found.isFile() ? undefined : describeObstacle(path, found, 'a file');
  }
}

/** Reports a path that no generated file may have, independent of the disk. */
function checkForm(path: string): Problem | undefined {
  // Some file systems ignore case.
  if (path.split('/')[0].toLowerCase() !== _LAST_SYNTHESIS) return _findFilePathProblem(path, 'project/path');
  return {
    id: 'project/path',
    what: `${path} is in ${_LAST_SYNTHESIS}.`,
    why: 'Files in that directory are not committed.',
    fix: 'Choose another path in the project, e.g. "images/app".',
  };
}

/** The status of a path; a problem if the system does not provide it. */
function readStats(path: string, absolute: string): Stats | Problem | undefined {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    return describeSystemError(path, error);
  }
}

/** Reports something else in the place of a generated file or its directory. */
function describeObstacle(path: string, stats: Stats, wanted: 'a file' | 'a directory'): Problem {
  return {
    id: 'project/not-a-file',
    what: `${path} must be ${wanted}, but is ${describeKind(stats)}.`,
    why: stats.isSymbolicLink()
      ? 'The synthesis would write to its target, or replace the link.'
      : 'The synthesis would stop there, after writing some of its files.',
    fix: `Move or delete it, or choose another path for the ${wanted === 'a file' ? 'file' : 'files below it'}.`,
  };
}

function describeDeadLink(path: string, link: string, error: unknown): Problem {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT'
    ? {
      id: 'project/not-a-file',
      what: `${path} must be a directory, but is a symbolic link to ${readlinkSync(link)}, which does not exist.`,
      why: 'No file can be written there.',
      fix: 'Delete the link, or create the directory that it points to.',
    }
    : describeSystemError(path, error);
}

function describeLeavingLink(path: string, real: string): Problem {
  return {
    id: 'project/path',
    what: `${path} is a symbolic link that leads to ${real}.`,
    why: 'A synthesis writes nothing outside of its project.',
    fix: 'Replace the link with a directory, or choose another path for the files.',
  };
}

function describeKind(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isFile() ? 'a file' : 'a device';
}

/** The real path of a directory, which may not exist yet. */
function resolveExisting(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(resolveExisting(dirname(path)), basename(path));
  }
}
