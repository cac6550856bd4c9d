import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemProblem } from './system-error';
import { _refuse, _LAST_SYNTHESIS } from '../../core';

/** A folder that git ignores by what is in it, as caches of other tools are: the project's own files need not know it. */
const IGNORE_ALL = '# Written by every synthesis, for people and programs that ask what was found. Not to be committed.\n*\n';

/** Where files lie until they are moved to their places. */
export const DRAFTS = 'drafts';

/** In a test of a project, whose files are compared as a whole, nothing may be left that is no output. */
export function leavesNothing(): boolean {
  return process.env.NODE_ENV === 'test';
}

/** `.imagewright/`: what a synthesis leaves for those who ask later, and what it needs while it writes. */
export class StateFolder {
  public readonly path: string;

  /** @param root directory of the outermost project */
  public constructor(root: string) {
    this.path = join(root, _LAST_SYNTHESIS);
  }

  /** The path of a file in it. */
  public at(name: string): string {
    return join(this.path, name);
  }

  /**
   * Makes it.
   *
   * @throws `project/not-a-file` where something else is in its place, and `project/unwritable`
   */
  public open(): void {
    try {
      this.make();
      if (!leavesNothing()) this.put('.gitignore', IGNORE_ALL);
    } catch (error) {
      _refuse(systemProblem(_LAST_SYNTHESIS, error));
    }
  }

  /** Puts a file there. A reader never sees half of it, and one that stays the same is not touched. */
  public put(name: string, text: string): void {
    this.make();
    if (name !== '.gitignore') this.put('.gitignore', IGNORE_ALL);
    const path = this.at(name);
    if (this.read(name) === text) return;
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Takes a file away. */
  public remove(name: string): void {
    if (kindOf(this.path) === 'directory') rmSync(this.at(name), { force: true });
  }

  /** Takes away what syntheses have left that were killed. */
  public sweep(): void {
    for (const name of readdirSync(this.path)) {
      if (name === DRAFTS || /^lock\.|\.json\.\d+$|^\.gitignore\.\d+$/.test(name)) rmSync(this.at(name), { recursive: true, force: true });
    }
  }

  /** What is in a file there, if it is there. */
  public read(name: string): string | undefined {
    try {
      return readFileSync(this.at(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Takes it away when nothing is left in it. */
  public close(): void {
    try {
      if (readdirSync(this.path).length === 0) rmdirSync(this.path);
    } catch {
      // Then there is something in it, or it is already gone.
    }
  }

  /** Through a link, something would be written outside of the project. */
  private make(): void {
    const kind = kindOf(this.path);
    if (kind === 'none') mkdirSync(this.path, { recursive: kindOf(dirname(this.path)) === 'none' });
    if (kind !== 'other') return;
    _refuse({
      id: 'project/not-a-file',
      what: `${_LAST_SYNTHESIS} is not a directory.`,
      why: 'Files are made there before they are moved to their places, so that none is ever half written.',
      fix: 'Delete it.',
    });
  }
}

function kindOf(path: string): 'directory' | 'none' | 'other' {
  try {
    return lstatSync(path).isDirectory() ? 'directory' : 'other';
  } catch {
    return 'none';
  }
}
