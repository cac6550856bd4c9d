import type { Place } from './places';
import type { _Range, _SyntaxInstruction } from '../../syntax/syntax-tree';
import type { Expanded } from '../language/expand';

/** A word of an instruction and its expansion. */
export interface Expansion extends Place, Expanded {
  /** Variables that neither `ENV` nor `ARG` above declares. */
  readonly undeclared: readonly string[];
  /** The same, if the base image may set them. */
  readonly foreign: readonly string[];
}

/** An instruction in the stage that executes it; for a trigger of `ONBUILD`, the stage that inherits it. */
export interface Step {
  readonly instruction: _SyntaxInstruction;
  /** The keyword in upper case. */
  readonly keyword: string;
  /** The place of its findings: for an inherited trigger, the `FROM`. */
  readonly range: _Range;
  /** Comment lines above it. */
  readonly comments: readonly string[];
  /** Its words, in the order of expansion. */
  readonly expansions: readonly Expansion[];
  /** The working directory before it; undefined if unknown. */
  readonly directory?: string;
  /** The stages and images whose files it copies or mounts. */
  readonly sources: readonly string[];
  readonly stage: Stage;
}

/** The base of a stage. */
export interface Base extends Expanded {
  /** The base as written. */
  readonly source: string;
  /** The earlier stage that it refers to. */
  readonly stage?: Stage;
}

/** The base, with its alternatives. */
export interface Beginning extends Base {
  /** The earlier stages that it may refer to, depending on the values of its variables. */
  readonly candidates: readonly Stage[];
}

/** A stage, which a `FROM` begins. */
export interface Stage {
  readonly index: number;
  /** The name in lower case; undefined if it has none, or an invalid one. */
  readonly name?: string;
  readonly from: _SyntaxInstruction;
  readonly base: Beginning;
  readonly platform?: Base;
  readonly steps: Step[];
}

/** The stages that a stage may continue: its base, or all alternatives with other values of its variables. */
export function listStagesBelow({ base }: Stage): readonly Stage[] {
  return base.stage === undefined ? base.candidates : [base.stage];
}

/** A default of a global `ARG`. */
export interface Global {
  readonly instruction: _SyntaxInstruction;
  readonly name: string;
  readonly value?: Expanded;
}
