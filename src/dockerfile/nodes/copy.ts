import { _checkCopying, _listCopyFeatures } from './copy-rules';
import { CopySource } from './copy-source';
import type { CopyingProps } from './copying-props';
import type { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { _printCopy } from '../print/copy-line';
import { EscapeCharacter } from '../print/escape';
import { _checkSourceName, _printSwitch, _printTextFlag, _printWordFlag } from '../print/flags';
import { Word } from '../words/word';

/** Properties of `Copy`. */
export interface CopyProps extends CopyingProps {
  /** The sources. */
  readonly sources: CopySource[];
  /**
   * The stage, image or named context of the sources. Variables are not expanded in it.
   * @default - the build context
   */
  readonly copyFrom?: string;
  /**
   * Whether to keep the parent directories of the sources.
   * @default false
   */
  readonly parents?: boolean;
}

/**
 * `COPY` copies files from the build context, a stage or an image, or writes heredocs to files.
 *
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export class Copy extends Instruction {
  public readonly keyword: string = 'COPY';
  /** The destination. */
  public readonly destination: Word;
  /** The stage, image or named context of the sources; undefined for the build context. */
  public readonly copyFrom?: string;
  /** Owner of the files; undefined if not given. */
  public readonly chown?: Word;
  /** Mode of the files; undefined if not given. */
  public readonly chmod?: Word;
  /** Whether the copies are in a layer of their own. */
  public readonly link: boolean;
  /** Whether the parent directories of the sources are kept. */
  public readonly parents: boolean;
  private readonly _props: CopyProps;

  /**
   * @throws `dockerfile/empty`, `dockerfile/copy-source`, `dockerfile/copy-directory`, `dockerfile/copy-heredoc`,
   * `dockerfile/copy-remote`, `dockerfile/chmod`,
   * `dockerfile/chown-link`, `dockerfile/from`, `dockerfile/blank`, `dockerfile/newline`, `dockerfile/non-ascii-flag`
   */
  public constructor(props: CopyProps) {
    super();
    this._props = { ...props, sources: [...props.sources], exclude: [...props.exclude ?? []] };
    this.destination = props.destination;
    this.chown = props.chown;
    this.chmod = props.chmod;
    this.link = props.link ?? false;
    this.parents = props.parents ?? false;
    this.copyFrom = props.copyFrom;
    _checkSourceName(props.copyFrom);
    _checkCopying(this.keyword, this._props);
    if (props.sources.some(({ isRemote }) => isRemote)) {
      _refuse({
        id: 'dockerfile/copy-remote',
        what: 'A source of COPY is a URL or a git repository.',
        why: 'BuildKit fails: COPY does not fetch files.',
        fix: 'Use Add, with a checksum.',
      });
    }
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
    const { sources, destination, copyFrom, chown, chmod, link, parents, exclude } = this._props;
    return _printCopy(this.keyword, [
      // First, because Renovate finds it only after the simplest flags:
      // https://github.com/renovatebot/renovate/blob/main/lib/modules/manager/dockerfile/extract.ts
      ..._printTextFlag('from', copyFrom, escape),
      ..._printWordFlag('chown', chown, escape),
      ..._printWordFlag('chmod', chmod, escape),
      ..._printSwitch('link', link),
      ..._printSwitch('parents', parents),
      ...exclude!.flatMap(pattern => _printTextFlag('exclude', pattern, escape)),
    ], sources, destination, escape);
  }

  /** @internal */
  public _listHeredocs(): Heredoc[] {
    return this._props.sources.flatMap(({ text }) => text ?? []);
  }

  /** @internal */
  public _listSources(): string[] {
    return this.copyFrom === undefined ? [] : [this.copyFrom];
  }

  /** @internal */
  public _renameSources(rename: (source: string) => string): Copy {
    return this.copyFrom === undefined ? this : new Copy({ ...this._props, copyFrom: rename(this.copyFrom) });
  }

  /** @internal */
  public _listFeatures(): string[] {
    return [..._listCopyFeatures(this._props, this._props.exclude!), ...(this._props.parents === true ? ['copy --parents'] : [])];
  }
}
