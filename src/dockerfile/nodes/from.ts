import { Instruction } from './instruction';
import { _suggestNearest, _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _printWordFlag } from '../print/flags';
import { _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** Properties of `From`. */
export interface FromProps {
  /** An image, an earlier stage, a named context, or `scratch`. Only arguments before the first `FROM` are expanded in it. */
  readonly image: Word;
  /**
   * The platform of the image. Only arguments before the first `FROM` and automatic ones such as `BUILDPLATFORM` are expanded in it.
   * @default - the target platform
   */
  readonly platform?: Word;
  /**
   * Name of the stage.
   * @default - none
   */
  readonly alias?: string;
}

/** Names of the empty image and of the build context. */
const RESERVED = ['scratch', 'context'];

/**
 * `FROM` begins a stage.
 *
 * @see https://docs.docker.com/reference/dockerfile/#from
 */
export class From extends Instruction {
  public readonly keyword: string = 'FROM';
  /** The base of the stage. */
  public readonly image: Word;
  /** The platform of the image; undefined for the target platform. */
  public readonly platform?: Word;
  /** Name of the stage. */
  public readonly alias?: string;

  /** @throws `dockerfile/stage-name`, `dockerfile/image`, `dockerfile/blank`, `dockerfile/newline`, `dockerfile/non-ascii-flag` */
  public constructor(props: FromProps) {
    super();
    this.image = props.image;
    this.platform = props.platform;
    this.alias = props.alias;
    if (this.image._text === '' || /\s/.test(this.image._text ?? '')) {
      _refuse({
        id: 'dockerfile/image',
        what: `FROM has the image ${_quoteShortened(this.image._text!)}.`,
        why: 'BuildKit rejects an empty name, and reads the text after a blank as another word.',
        fix: 'Name an image or a stage, or "scratch".',
      });
    }
    if (this.alias !== undefined && (!/^[a-z][a-z0-9-_.]*$/.test(this.alias) || RESERVED.includes(this.alias))) {
      const lower = this.alias.toLowerCase();
      _refuse({
        id: 'dockerfile/stage-name',
        what: `A stage cannot be named ${_quoteShortened(this.alias)}.${_suggestNearest(this.alias, lower === this.alias ? [] : [lower])}`,
        why: 'BuildKit converts a name to lower case, rejects other characters, and warns about reserved names.',
        fix: `Begin with a letter, and use lower case letters, digits, "-", "_" and "."; not ${RESERVED.join(' or ')}.`,
      });
    }
    this._print();
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return [
      this.keyword,
      ..._printWordFlag('platform', this.platform, escape),
      this.image._print('item', escape),
      ...(this.alias === undefined ? [] : ['AS', this.alias]),
    ].join(' ');
  }

  /** @internal */
  public _listFeatures(): string[] {
    return [...this.image._features(), ...this.platform?._features() ?? []];
  }
}
