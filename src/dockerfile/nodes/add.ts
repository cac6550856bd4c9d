import { _checkCopying, _listCopyFeatures } from './copy-rules';
import { CopySource } from './copy-source';
import type { CopyingProps } from './copying-props';
import type { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { _printCopy } from '../print/copy-line';
import { EscapeCharacter } from '../print/escape';
import { _printSwitch, _printTextFlag, _printWordFlag } from '../print/flags';
import { _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** Properties of `Add`. */
export interface AddProps extends CopyingProps {
  /** The sources: URLs, git repositories, archives, paths in the build context, heredocs. */
  readonly sources: CopySource[];
  /**
   * The expected checksum of the only source: `sha256:…` of a download, or the full commit of a git repository.
   * @default - not checked
   */
  readonly checksum?: Word;
  /**
   * Whether to keep the `.git` directory of a repository.
   * @default false
   */
  readonly keepGitDir?: boolean;
  /**
   * Whether to unpack archives.
   * @default - unpacks those in the build context, but not downloads
   */
  readonly unpack?: boolean;
}

/**
 * `ADD` adds downloads, git repositories and archives to the image.
 *
 * @see https://docs.docker.com/reference/dockerfile/#add
 */
export class Add extends Instruction {
  public readonly keyword: string = 'ADD';
  /** The destination. */
  public readonly destination: Word;
  /** The expected checksum of the source; undefined if it is not checked. */
  public readonly checksum?: Word;
  /** Owner of the files; undefined if not given. */
  public readonly chown?: Word;
  /** Mode of the files; undefined if not given. */
  public readonly chmod?: Word;
  /** Whether the files are in a layer of their own. */
  public readonly link: boolean;
  /** Whether the `.git` directory of a repository is kept; undefined if not given. */
  public readonly keepGitDir?: boolean;
  /** Whether archives are unpacked; undefined if not given. */
  public readonly unpack?: boolean;
  private readonly _props: AddProps;

  /**
   * @throws `dockerfile/empty`, `dockerfile/copy-source`, `dockerfile/copy-directory`, `dockerfile/copy-heredoc`,
   * `dockerfile/checksum`, `dockerfile/chmod`,
   * `dockerfile/chown-link`, `dockerfile/blank`, `dockerfile/newline`, `dockerfile/non-ascii-flag`
   */
  public constructor(props: AddProps) {
    super();
    this._props = { ...props, sources: [...props.sources], exclude: [...props.exclude ?? []] };
    this.destination = props.destination;
    this.chown = props.chown;
    this.chmod = props.chmod;
    this.link = props.link ?? false;
    this.checksum = props.checksum;
    this.keepGitDir = props.keepGitDir;
    this.unpack = props.unpack;
    _checkCopying(this.keyword, this._props);
    if (props.checksum !== undefined) checkChecksum(props.checksum, props.sources);
    this._print();
  }

  /** The sources. */
  public get sources(): CopySource[] {
    return [...this._props.sources];
  }

  /** Patterns of files to exclude. */
  public get exclude(): string[] {
    return [...this._props.exclude!];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    const { sources, destination, checksum, chown, chmod, link, keepGitDir, unpack, exclude } = this._props;
    return _printCopy(this.keyword, [
      ..._printSwitch('keep-git-dir', keepGitDir, true),
      ..._printWordFlag('checksum', checksum, escape),
      ..._printWordFlag('chown', chown, escape),
      ..._printWordFlag('chmod', chmod, escape),
      ..._printSwitch('link', link),
      ..._printSwitch('unpack', unpack, true),
      ...exclude!.flatMap(pattern => _printTextFlag('exclude', pattern, escape)),
    ], sources, destination, escape);
  }

  /** @internal */
  public _listHeredocs(): Heredoc[] {
    return this._props.sources.flatMap(({ text }) => text ?? []);
  }

  /** @internal */
  public _listFeatures(): string[] {
    const { checksum, keepGitDir, unpack, exclude } = this._props;
    const isCommit = checksum?._text !== undefined && COMMIT.test(checksum._text);
    return [
      ..._listCopyFeatures(this._props, exclude!),
      ...(checksum === undefined ? [] : [isCommit ? 'add --checksum=commit' : 'add --checksum', ...checksum._features()]),
      ...(keepGitDir === undefined ? [] : ['add --keep-git-dir']),
      ...(unpack === undefined ? [] : ['add --unpack']),
    ];
  }
}

const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

function checkChecksum(checksum: Word, sources: CopySource[]): void {
  const text = checksum._text;
  if (text !== undefined && !DIGEST.test(text) && !COMMIT.test(text)) {
    _refuse({
      id: 'dockerfile/checksum',
      what: `${_quoteShortened(text)} is not a checksum.`,
      why: 'BuildKit rejects it.',
      fix: 'Write "sha256:" and 64 hexadecimal digits for a download, or the full commit of a git repository.',
    });
  }
  const [{ isRemote, word, text: heredoc }] = sources;
  if (sources.length === 1 && heredoc === undefined && (isRemote || !word!.isLiteral)) return;
  _refuse({
    id: 'dockerfile/checksum',
    what: sources.length === 1 ? 'ADD has a checksum, but its source is neither a URL nor a git repository.' : `ADD has a checksum for ${sources.length} sources.`,
    why: 'BuildKit fails: it can only check a single source that it fetches.',
    fix: 'Use one Add per download; files in the build context need no checksum.',
  });
}
