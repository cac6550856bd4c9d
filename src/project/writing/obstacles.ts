import { Stats, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { systemProblem } from './system-error';
import { Problem, _writtenPathProblem, _LAST_SYNTHESIS } from '../../core';

/** Also as a file system shows it that does not tell upper and lower case apart. */
function isGitFolder(name: string): boolean {
  return name.toLowerCase() === '.git';
}

/** Whether a directory is fit for files, and where it really is. */
interface Directory {
  readonly problem?: Problem;
  readonly real: string;
}

/** Asks what is in the way of the files of a project, before any of them is written. */
export class Obstacles {
  private readonly directories = new Map<string, Directory>();
  private readonly base: string;

  /**
   * @param root directory of the project, outside of which nothing is written
   * @param outermost of the outermost project, in which that has to be
   */
  public constructor(private readonly root: string, outermost?: Obstacles) {
    const own = outermost?.within(root) ?? { real: realOf(root) };
    this.base = own.real;
    this.directories.set('.', own);
  }

  /** What is in the way of a file, if anything is. */
  public of(path: string): Problem | undefined {
    return wrongForm(path) ?? this.directory(dirname(path)).problem ?? this.inPlaceOf(path);
  }

  /** What is there in the place of a file of projen's, which would stop at it, or wait for ever, with other files written already. */
  public ofProjen(path: string): Problem | undefined {
    const found = statsOf(path, join(this.root, path));
    if (found === undefined) return undefined;
    if (!('mode' in found)) return this.directory(dirname(path)).problem ?? found;
    return found.isFile() || found.isSymbolicLink() ? undefined : inTheWay(path, found, 'a file');
  }

  /** Where a file really is, once the links of its directories are followed: two paths may lead there. */
  public real(path: string): string {
    if (wrongForm(path) !== undefined) return join(this.root, path);
    return join(this.directory(dirname(path)).real, basename(path));
  }

  /** That of a subproject. */
  private within(root: string): Directory {
    const path = relative(this.root, root).split(sep).join('/');
    const problem = wrongForm(path);
    return problem === undefined ? this.directory(path) : { real: realOf(root), problem };
  }

  private directory(path: string): Directory {
    const known = this.directories.get(path);
    if (known !== undefined) return known;
    const directory = this.look(path);
    this.directories.set(path, directory);
    return directory;
  }

  private look(path: string): Directory {
    const above = this.directory(dirname(path));
    const here = { real: join(above.real, basename(path)) };
    if (above.problem !== undefined) return { ...here, problem: above.problem };
    const found = statsOf(path, join(this.root, path));
    if (found === undefined || !('mode' in found)) return { ...here, problem: found };
    if (found.isSymbolicLink()) return this.followed(path, here.real);
    return found.isDirectory() ? here : { ...here, problem: inTheWay(path, found, 'a directory') };
  }

  private followed(path: string, link: string): Directory {
    let real;
    try {
      real = realpathSync(link);
    } catch (error) {
      return { real: link, problem: deadLink(path, link, error) };
    }
    const inside = relative(this.base, real);
    const names = inside.split(sep);
    if (names[0] === '..' || isAbsolute(inside) || names.some(isGitFolder)) return { real, problem: leadsAway(path, real) };
    const found = statsOf(path, real);
    return found !== undefined && 'mode' in found && !found.isDirectory() ? { real, problem: inTheWay(path, found, 'a directory') } : { real };
  }

  private inPlaceOf(path: string): Problem | undefined {
    const found = statsOf(path, join(this.root, path));
    if (found === undefined || !('mode' in found)) return found;
    return found.isFile() ? undefined : inTheWay(path, found, 'a file');
  }
}

/** What a path of a generated file may not look like, whatever is on the disk. */
function wrongForm(path: string): Problem | undefined {
  if (path.split('/')[0] !== _LAST_SYNTHESIS) return _writtenPathProblem(path, 'project/path');
  return {
    id: 'project/path',
    what: `${path} lies in ${_LAST_SYNTHESIS}.`,
    why: 'What is there is not committed.',
    fix: 'Name a path elsewhere in the project, e.g. "images/app".',
  };
}

/** What is at a path; a problem where the system does not say. */
function statsOf(path: string, absolute: string): Stats | Problem | undefined {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    return systemProblem(path, error);
  }
}

/** What is there in the place of a file or a directory of ours. */
function inTheWay(path: string, stats: Stats, wanted: 'a file' | 'a directory'): Problem {
  return {
    id: 'project/not-a-file',
    what: `${path} is to be ${wanted}, and there is ${kindOf(stats)}.`,
    why: stats.isSymbolicLink()
      ? 'What it points to would be written, or the link be lost.'
      : 'The synthesis would stop there, with a part of its files written.',
    fix: `Move it away or delete it, or have the ${wanted === 'a file' ? 'file' : 'files below it'} written elsewhere.`,
  };
}

function deadLink(path: string, link: string, error: unknown): Problem {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT'
    ? {
      id: 'project/not-a-file',
      what: `${path} is to be a directory, and there is a symbolic link to ${readlinkSync(link)}, where nothing is.`,
      why: 'No file can be written there.',
      fix: 'Delete the link, or make the directory that it points to.',
    }
    : systemProblem(path, error);
}

function leadsAway(path: string, real: string): Problem {
  return {
    id: 'project/path',
    what: `${path} is a symbolic link that leads to ${real}.`,
    why: 'A synthesis writes nothing outside of its project.',
    fix: 'Replace the link by a directory, or have the files written elsewhere.',
  };
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isFile() ? 'a file' : 'a device';
}

/** Also of what is yet to be made. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realOf(dirname(path)), basename(path));
  }
}
