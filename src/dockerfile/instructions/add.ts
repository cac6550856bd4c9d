import { _refuse } from '../../core';
import { CopySource } from '../copy-source';
import { _copyText } from '../copy-text';
import { _flagText } from '../escape';
import { Instruction } from '../node';
import { Word } from '../word';

/** Properties of `Add`. */
export interface AddProps {
  /** What is added: paths, archives, URLs, git repositories. */
  readonly sources: CopySource[];
  /** Where to; a directory ends with `/`. */
  readonly destination: Word;
  /**
   * What the one remote source must be: `sha256:…`, or a commit of a git repository.
   * @default - not checked
   */
  readonly checksum?: Word;
  /**
   * Owner of the files.
   * @default - root
   */
  readonly chown?: Word;
  /**
   * Mode of the files.
   * @default - that of the source; 0600 for a download
   */
  readonly chmod?: Word;
  /**
   * A layer that does not depend on those below it.
   * @default false
   */
  readonly link?: boolean;
  /**
   * Keep `.git` of a repository.
   * @default false
   */
  readonly keepGitDir?: boolean;
  /**
   * Unpack an archive, also a downloaded one; or do not, also a local one.
   * @default - local archives are unpacked, downloads are not
   */
  readonly unpack?: boolean;
  /**
   * Patterns of what is left out.
   * @default - nothing
   */
  readonly exclude?: string[];
}

/**
 * `ADD`: downloads, git repositories and archives.
 *
 * @see https://docs.docker.com/reference/dockerfile/#add
 */
export class Add extends Instruction {
  public readonly keyword = 'ADD';
  private readonly _text: string;
  private readonly _needs: string[];

  /** @throws `dockerfile/copy`, `dockerfile/flag`, `dockerfile/checksum` */
  public constructor(props: AddProps) {
    super();
    const { sources, destination, checksum, chown, chmod, link, keepGitDir, unpack, exclude } = props;
    const text = checksum?._text;
    if (checksum !== undefined && (sources.length !== 1 || (text !== undefined && !/^(sha256:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)))) {
      _refuse({
        id: 'dockerfile/checksum',
        what: `The checksum ${JSON.stringify(text)} is given for ${sources.length} source${sources.length === 1 ? '' : 's'}.`,
        why: 'BuildKit checks exactly one download, by its SHA-256, or one git repository, by its commit.',
        fix: 'Write sha256: and 64 hex digits, or the full commit of 40 hex digits, and add each source by itself.',
      });
    }
    this._text = _copyText('ADD', [
      ...(keepGitDir ? ['--keep-git-dir'] : []),
      ...(checksum === undefined ? [] : [`--checksum=${checksum._flag('--checksum')}`]),
      ...(chown === undefined ? [] : [`--chown=${chown._flag('--chown')}`]),
      ...(chmod === undefined ? [] : [`--chmod=${chmod._flag('--chmod')}`]),
      ...(link ? ['--link'] : []),
      ...(unpack === undefined ? [] : [`--unpack=${unpack}`]),
      ...(exclude ?? []).map(pattern => `--exclude=${_flagText('--exclude', pattern)}`),
    ], sources, destination);
    this._needs = [
      ...(checksum === undefined ? [] : ['add --checksum']),
      ...(chmod === undefined ? [] : ['copy --chmod']),
      ...(link ? ['copy --link'] : []),
      ...(keepGitDir ? ['add --keep-git-dir'] : []),
      ...(unpack === undefined ? [] : ['add --unpack']),
      ...(exclude?.length ? ['copy --exclude'] : []),
      ...(sources.some(({ text: heredoc }) => heredoc !== undefined) ? ['heredoc'] : []),
    ];
  }

  /** @internal */
  public _print(): string {
    return this._text;
  }

  /** @internal */
  public _features(): string[] {
    return [...this._needs];
  }
}
