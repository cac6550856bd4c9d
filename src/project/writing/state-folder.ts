import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeSystemError } from './system-error';
import { _refuse, _LAST_SYNTHESIS } from '../../core';

/** The directory has its own `.gitignore`, like caches of other tools, so the project need not list it. */
const IGNORE_ALL = '# Written by every synthesis: its findings, for people and programs. Do not commit them.\n*\n';

/** Where files are until they are moved to their places. */
export const DRAFTS = 'drafts';

/** In a test that compares all files of a project, only outputs may be written. */
export function isTestRun(): boolean {
  return process.env.NODE_ENV === 'test';
}

/** `.imagewright/`: the results of the last synthesis, and its temporary files. */
export class StateFolder {
  public readonly path: string;

  /** @param root directory of the outermost project */
  public constructor(root: string) {
    this.path = join(root, _LAST_SYNTHESIS);
  }

  /** The path of a file in it. */
  public resolvePath(name: string): string {
    return join(this.path, name);
  }

  /**
   * Creates it.
   *
   * @throws `project/not-a-file` if something else is in its place, and `project/unwritable`
   */
  public open(): void {
    try {
      this.make();
      if (!isTestRun()) this.write('.gitignore', IGNORE_ALL);
    } catch (error) {
      _refuse(describeSystemError(_LAST_SYNTHESIS, error));
    }
  }

  /** Writes a file atomically; an unchanged file is not touched. */
  public write(name: string, text: string): void {
    this.make();
    if (name !== '.gitignore') this.write('.gitignore', IGNORE_ALL);
    const path = this.resolvePath(name);
    if (this.read(name) === text) return;
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Removes a file. */
  public remove(name: string): void {
    if (findKind(this.path) === 'directory') rmSync(this.resolvePath(name), { force: true });
  }

  /** Removes leftovers of killed syntheses. */
  public sweep(): void {
    for (const name of readdirSync(this.path)) {
      if (name === DRAFTS || /^lock\.|\.json\.\d+$|^\.gitignore\.\d+$/.test(name)) rmSync(this.resolvePath(name), { recursive: true, force: true });
    }
  }

  /** The content of a file, if it exists. */
  public read(name: string): string | undefined {
    try {
      return readFileSync(this.resolvePath(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Removes the directory if it is empty. */
  public close(): void {
    try {
      if (readdirSync(this.path).length === 0) rmdirSync(this.path);
    } catch {
      // It is not empty, or was already removed.
    }
  }

  /** Refuses a link, through which files would be written outside of the project. */
  private make(): void {
    const kind = findKind(this.path);
    if (kind === 'none') mkdirSync(this.path, { recursive: findKind(dirname(this.path)) === 'none' });
    if (kind !== 'other') return;
    _refuse({
      id: 'project/not-a-file',
      what: `${_LAST_SYNTHESIS} is not a directory.`,
      why: 'Files are written there before they are moved to their places, so that none is ever incomplete.',
      fix: 'Delete it.',
    });
  }
}

function findKind(path: string): 'directory' | 'none' | 'other' {
  try {
    return lstatSync(path).isDirectory() ? 'directory' : 'other';
  } catch {
    return 'none';
  }
}
