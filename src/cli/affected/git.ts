import { spawnSync } from 'node:child_process';
import { _quoteShellWord } from '../../core';
import { UsageError } from '../command';

/** How much git may print: the paths of some million files. */
const MOST_OUTPUT = 2 ** 30;

/** No name of a branch or tag, and no hash, begins like this: git would take it for an option. */
const OPTION = /^-/;

/** Git answers in English, starts no program of the repository's configuration, and takes every path as it is. */
const ENVIRONMENT = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '1' };
const CONFIGURATION = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** What git said. */
export interface Answer {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** The git repository that a folder belongs to. */
export class Git {
  /**
   * Finds the repository of a folder.
   *
   * @throws UsageError if there is none with a working tree, and if git is not installed
   */
  public static open(folder: string): Git {
    const { code, out, err } = new Git(folder, '', '').ask(['rev-parse', '--show-toplevel']);
    if (/dubious ownership/.test(err)) throw new UsageError(`The repository of ${folder} belongs to another user, so git does not read it. Run: git config --global --add safe.directory ${_quoteShellWord(folder)}, or name the folder above it that has .git.`);
    if (code !== 0) throw new UsageError(`${folder} is not in the working tree of a git repository: ${findReason(err)}. Run the command in a checkout.`);
    const root = dropEnd(out);
    const prefix = dropEnd(new Git(folder, '', '').read(['rev-parse', '--show-prefix']));
    return new Git(root, root, prefix);
  }

  private constructor(
    private readonly folder: string,
    /** Absolute path of its working tree. */
    public readonly root: string,
    /** The folder in which it was opened, from the root: `` or `services/api/`. */
    public readonly prefix: string,
  ) {}

  /** Whether only the latest commits were fetched. */
  public get isShallow(): boolean {
    return dropEnd(this.read(['rev-parse', '--is-shallow-repository'])) === 'true';
  }

  /** The hash of the commit that a name stands for; undefined if there is none. The name is never taken for an option. */
  public findCommit(name: string): string | undefined {
    if (OPTION.test(name) || name === '' || /[\0\n]/.test(name)) return undefined;
    const { code, out } = this.ask(['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`]);
    return code === 0 ? dropEnd(out) : undefined;
  }

  /** The commit at which two commits parted; undefined if they have no common history here. */
  public findMergeBase(one: string, other: string): string | undefined {
    const { code, out } = this.ask(['merge-base', one, other]);
    return code === 0 ? dropEnd(out) : undefined;
  }

  /** The hash of a tree without files. */
  public get emptyTree(): string {
    return dropEnd(this.read(['hash-object', '-t', 'tree', '--stdin']));
  }

  /** Whether a tracked file differs from the last commit. */
  public get hasUncommitted(): boolean {
    return this.read(['status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=none']).length > 0;
  }

  /**
   * Runs a git command.
   *
   * @throws UsageError if it fails
   */
  public read(args: readonly string[], input?: string): Buffer {
    const { code, out, err } = this.ask(args, input);
    if (code !== 0) throw new UsageError(`git ${args[0]} failed: ${findReason(err)}.`);
    return out;
  }

  private ask(args: readonly string[], input = ''): Answer {
    const { status, stdout, stderr, error } = spawnSync('git', [...CONFIGURATION, ...args], {
      cwd: this.folder, input, maxBuffer: MOST_OUTPUT, env: { ...process.env, ...ENVIRONMENT },
    });
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new UsageError('git is not installed, or the current folder is gone. The command asks git which files changed.');
    if (error !== undefined) throw new UsageError(`git ${args[0]} cannot be run: ${error.message}.`);
    return { code: status ?? 1, out: stdout, err: stderr.toString('utf8') };
  }
}

/** The first line of what git said, without its own prefix. */
function findReason(text: string): string {
  return text.trim().split('\n')[0].replace(/^(?:fatal|error): /, '').replace(/\.$/, '') || 'it does not say why';
}

/** Removes the line break at the end; a path may end with another one. */
function dropEnd(out: Buffer): string {
  return out.toString('utf8').replace(/\r?\n$/, '');
}
