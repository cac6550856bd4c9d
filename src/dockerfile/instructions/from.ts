import { _didYouMean, _refuse } from '../../core';
import { Instruction } from '../node';
import { Word } from '../word';

/** Properties of `From`. */
export interface FromProps {
  /** Image, stage or `scratch`. Only global arguments expand in it. */
  readonly image: Word;
  /**
   * The platform of the image.
   * @default - the target platform
   */
  readonly platform?: Word;
  /**
   * Name of the stage.
   * @default - none
   */
  readonly alias?: string;
}

/** Names that BuildKit keeps for itself. */
const RESERVED = ['scratch', 'context'];

/**
 * `FROM`: begins a stage.
 *
 * @see https://docs.docker.com/reference/dockerfile/#from
 */
export class From extends Instruction {
  public readonly keyword = 'FROM';
  /** Image, stage or `scratch`. */
  public readonly image: Word;
  /** The platform of the image. */
  public readonly platform?: Word;
  /** Name of the stage. */
  public readonly alias?: string;

  /** @throws `dockerfile/stage-name`, `dockerfile/image` */
  public constructor(props: FromProps) {
    super();
    this.image = props.image;
    this.platform = props.platform;
    this.alias = props.alias;
    if (!props.image._isPlain) {
      _refuse({
        id: 'dockerfile/image',
        what: `${JSON.stringify(props.image._text)} is not a reference of an image.`,
        why: 'BuildKit would refuse it, or read several words.',
        fix: 'Write name:tag@sha256:…, the name of a stage, or scratch.',
      });
    }
    if (props.alias !== undefined && (!/^[a-z][a-z0-9-_.]*$/.test(props.alias) || RESERVED.includes(props.alias))) {
      _refuse({
        id: 'dockerfile/stage-name',
        what: `A stage cannot be named "${props.alias}".${_didYouMean(props.alias, [props.alias.toLowerCase()].filter(name => name !== props.alias))}`,
        why: 'BuildKit lowers the case of names, refuses other characters, and keeps some names for itself.',
        fix: `Begin with a letter and use lower-case letters, digits, "-", "_" and "."; not ${RESERVED.join(' or ')}.`,
      });
    }
  }

  /** @internal */
  public _print(): string {
    return [
      'FROM',
      ...(this.platform === undefined ? [] : [`--platform=${this.platform._flag('--platform')}`]),
      this.image._print(text => text),
      ...(this.alias === undefined ? [] : [`AS ${this.alias}`]),
    ].join(' ');
  }
}
