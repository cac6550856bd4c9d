import { _checkCopying, _copyingFeatures } from './copy-rules';
import { CopySource } from './copy-source';
import type { Heredoc } from './heredoc';
import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { _copyLine } from '../print/copy-line';
import { EscapeCharacter } from '../print/escape';
import { _sourceName, _switchFlag, _textFlag, _wordFlag } from '../print/flags';
import { Word } from '../words/word';

/** Properties of `Copy`. */
export interface CopyProps {
  /** What is copied. */
  readonly sources: CopySource[];
  /** Where to: a path of the stage, relative to its working directory. A directory ends with `/`. */
  readonly destination: Word;
  /**
   * The stage, image or named context that the sources are in. No variables expand in it.
   * @default - the build context
   */
  readonly copyFrom?: string;
  /**
   * Owner of the copies: `uid:gid` or names.
   * @default - root
   */
  readonly chown?: Word;
  /**
   * Mode of the copies, octal or in words.
   * @default - that of the source; 0644 for a text
   */
  readonly chmod?: Word;
  /**
   * A layer of its own, which does not depend on those below it.
   * @default false
   */
  readonly link?: boolean;
  /**
   * Keep the directories that the sources are in.
   * @default false
   */
  readonly parents?: boolean;
  /**
   * Patterns of what is left out.
   * @default - nothing
   */
  readonly exclude?: string[];
}

/**
 * `COPY`: files of the build context, of a stage or an image, or texts of the Dockerfile itself.
 *
 * @see https://docs.docker.com/reference/dockerfile/#copy
 */
export class Copy extends Instruction {
  public readonly keyword: string = 'COPY';
  /** Where to. */
  public readonly destination: Word;
  /** The stage, image or named context that the sources are in; undefined for the build context. */
  public readonly copyFrom?: string;
  /** Owner of the copies; undefined for that of the source. */
  public readonly chown?: Word;
  /** Mode of the copies; undefined for that of the source. */
  public readonly chmod?: Word;
  /** Whether it is a layer of its own. */
  public readonly link: boolean;
  /** Whether the directories that the sources are in are kept. */
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
    _sourceName(props.copyFrom);
    _checkCopying(this.keyword, this._props);
    if (props.sources.some(({ isRemote }) => isRemote)) {
      _refuse({
        id: 'dockerfile/copy-remote',
        what: 'COPY has a URL or a git repository among its sources.',
        why: 'BuildKit stops at it: COPY takes files that are there already.',
        fix: 'Use Add, with a checksum.',
      });
    }
    this._print();
  }

  /** What is copied. */
  public get sources(): CopySource[] {
    return [...this._props.sources];
  }

  /** Patterns of what is left out. */
  public get exclude(): string[] {
    return [...this._props.exclude!];
  }

  /** @internal */
  public _line(escape: EscapeCharacter): string {
    const { sources, destination, copyFrom, chown, chmod, link, parents, exclude } = this._props;
    return _copyLine(this.keyword, [
      // First, for Renovate finds it only behind the simplest of flags:
      // https://github.com/renovatebot/renovate/blob/main/lib/modules/manager/dockerfile/extract.ts
      ..._textFlag('from', copyFrom, escape),
      ..._wordFlag('chown', chown, escape),
      ..._wordFlag('chmod', chmod, escape),
      ..._switchFlag('link', link),
      ..._switchFlag('parents', parents),
      ...exclude!.flatMap(pattern => _textFlag('exclude', pattern, escape)),
    ], sources, destination, escape);
  }

  /** @internal */
  public _heredocs(): Heredoc[] {
    return this._props.sources.flatMap(({ text }) => text ?? []);
  }

  /** @internal */
  public _sources(): string[] {
    return this.copyFrom === undefined ? [] : [this.copyFrom];
  }

  /** @internal */
  public _withSources(rename: (source: string) => string): Copy {
    return this.copyFrom === undefined ? this : new Copy({ ...this._props, copyFrom: rename(this.copyFrom) });
  }

  /** @internal */
  public _features(): string[] {
    return [..._copyingFeatures(this._props, this._props.exclude!), ...(this._props.parents === true ? ['copy --parents'] : [])];
  }
}
