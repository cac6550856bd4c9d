import type { Place } from './places';
import type { _Range, _SyntaxInstruction } from '../../syntax/syntax-tree';
import type { Expanded } from '../language/expand';

/** A word of an instruction and what it means there. */
export interface Expansion extends Place, Expanded {
  /** Variables that neither `ENV` nor `ARG` has named above. */
  readonly undeclared: readonly string[];
  /** The same, where the base image may set them. */
  readonly foreign: readonly string[];
}

/** An instruction where BuildKit carries it out: in its stage, or, for what `ONBUILD` left, in the stage that is built upon it. */
export interface Step {
  readonly instruction: _SyntaxInstruction;
  /** In upper case. */
  readonly keyword: string;
  /** Where it is reported: what `ONBUILD` left is reported at the `FROM`. */
  readonly range: _Range;
  /** Comment lines above it. */
  readonly comments: readonly string[];
  /** Its words, in the order in which they are expanded. */
  readonly expansions: readonly Expansion[];
  /** The working directory that it finds; undefined where it is not known. */
  readonly directory?: string;
  /** The stages and images that it copies or mounts from. */
  readonly sources: readonly string[];
  readonly stage: Stage;
}

/** What a stage is built upon. */
export interface Base extends Expanded {
  /** As it is written. */
  readonly source: string;
  /** An earlier stage of the file. */
  readonly stage?: Stage;
}

/** What a stage begins with. */
export interface Beginning extends Base {
  /** The earlier stages that it may be with one value or another of its variables. */
  readonly candidates: readonly Stage[];
}

/** What a `FROM` begins. */
export interface Stage {
  readonly index: number;
  /** In lower case; undefined where it has none, or none that BuildKit takes. */
  readonly name?: string;
  readonly from: _SyntaxInstruction;
  readonly base: Beginning;
  readonly platform?: Base;
  readonly steps: Step[];
}

/** The stages that a stage may be built upon: the one that it is, or all that it may be with other values of its variables. */
export function stagesBelow({ base }: Stage): readonly Stage[] {
  return base.stage === undefined ? base.candidates : [base.stage];
}

/** A default of a global `ARG`. */
export interface Global {
  readonly instruction: _SyntaxInstruction;
  readonly name: string;
  readonly value?: Expanded;
}
