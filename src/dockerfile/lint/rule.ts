import type { Severity } from '../../core';
import type { _Autofix } from '../edit/fix';
import type { _Range, _SyntaxInstruction } from '../syntax/syntax-tree';
import { isKnown } from './language/expand';
import type { LintedFile } from './model/linted-file';
import type { _WordRole } from '../syntax/forms';
import type { Stage, Step } from './model/step';

/** A finding of a rule. */
export interface RuleFinding {
  readonly message: string;
  /** The place: a whole instruction, as in BuildKit's own output. */
  readonly range: _Range;
  /** The comments above the instruction, which may silence it. */
  readonly comments: readonly string[];
  /** If the rule cannot decide: what is unknown, as a clause. */
  readonly unknown?: string;
}

/** A rule of the linter. */
export interface LintRule {
  /** The id, which is never renamed or reused. */
  readonly id: string;
  readonly description: string;
  /** Why a finding matters. */
  readonly why: string;
  /** How to fix a finding, with the alternatives. */
  readonly fix: string;
  /** The frontend that introduced it; most errors have always existed. */
  readonly since?: string;
  readonly severity: Severity;
  /** Its page at docs.docker.com, below `go/dockerfile/rule/`. */
  readonly page?: string;
  /** Whether it is reported only if `# check=experimental=` enables it. */
  readonly experimental?: true;
  /** Whether BuildKit checks the file as a whole, so that a comment above an instruction does not silence it. */
  readonly wholeFile?: true;
  /** Files that it reports; without `dockerignore`, everything is ignored. */
  readonly bad: readonly string[];
  /** Files about which no rule reports anything; without `dockerignore`, `b` is ignored. */
  readonly good: readonly string[];
  /** The lines of the `.dockerignore` beside both. */
  readonly dockerignore?: readonly string[];
  /** How to fix findings in place; in `<name>.fix.ts` beside the rule. */
  readonly autofix?: _Autofix;
  check(file: LintedFile): Iterable<RuleFinding>;
  /** For a check of BuildKit: places where it depends on more than the file, so that BuildKit may report it. */
  undecided?(file: LintedFile): Iterable<RuleFinding>;
}

/** A finding about an instruction in its stage. */
export function reportStep({ range, comments }: Step, message: string): RuleFinding {
  return { message, range, comments };
}

/** An undecided finding about an instruction, because the base image of its stage is unknown. */
export function reportUnknownImage(file: LintedFile, step: Step, message: string): RuleFinding {
  return { ...reportStep(step, message), unknown: `the configuration of ${file.describeImage(step.stage)} is not known` };
}

/** Finds words that depend on variables of an unknown image. */
export function* findUnknownWords(file: LintedFile, keyword: string, role: _WordRole): Iterable<RuleFinding> {
  for (const step of file.filterSteps(keyword)) {
    for (const { text, source, role: own } of step.expansions) {
      if (own === role && !isKnown(text)) yield reportUnknownImage(file, step, `The value of "${source}" is unknown: ${file.describeImage(step.stage)} may set its variables.`);
    }
  }
}

/** A finding about a `FROM`. */
export function reportFrom({ from }: Stage, message: string): RuleFinding {
  return { message, range: from.range, comments: from.comments };
}

/** A finding about the source of an instruction. */
export function reportInstruction({ range, comments }: _SyntaxInstruction, message: string): RuleFinding {
  return { message, range, comments };
}
