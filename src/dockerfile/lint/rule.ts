import type { Severity } from '../../core';
import type { _Range, _SyntaxInstruction } from '../syntax/syntax-tree';
import { isKnown } from './language/expand';
import type { LintedFile } from './model/linted-file';
import type { _WordRole } from '../syntax/forms';
import type { Stage, Step } from './model/step';

/** What a rule has found. */
export interface Found {
  readonly message: string;
  /** Where: an instruction is meant as a whole, as in BuildKit's own output. */
  readonly range: _Range;
  /** The comments that may silence it: those above the instruction. */
  readonly comments: readonly string[];
  /** Of what a rule cannot tell: what is not known, as a clause. */
  readonly unknown?: string;
}

/** One thing that is looked at. */
export interface LintRule {
  /** Never renamed, never used again. */
  readonly id: string;
  readonly description: string;
  /** What breaks where it is not so, and when. */
  readonly why: string;
  /** What to do, with the choices there are. */
  readonly fix: string;
  /** The frontend that brought it; most errors were always there. */
  readonly since?: string;
  readonly severity: Severity;
  /** Its page at docs.docker.com, below `go/dockerfile/rule/`. */
  readonly page?: string;
  /** Only reported where `# check=experimental=` asks for it. */
  readonly experimental?: true;
  /** A comment above the instruction does not silence it: BuildKit looks at the file as a whole. */
  readonly wholeFile?: true;
  /** Files that it reports; without `dockerignore`, one that leaves out everything is beside them. */
  readonly bad: readonly string[];
  /** Files of which no rule reports anything; without `dockerignore`, one that leaves out `b` is beside them. */
  readonly good: readonly string[];
  /** The lines of the `.dockerignore` beside both. */
  readonly dockerignore?: readonly string[];
  check(file: LintedFile): Iterable<Found>;
  /** Of a check of BuildKit: where it depends on what the file does not say. BuildKit knows, and may report it there. */
  undecided?(file: LintedFile): Iterable<Found>;
}

/** A finding about an instruction in its stage. */
export function at({ range, comments }: Step, message: string): Found {
  return { message, range, comments };
}

/** What a rule cannot tell about an instruction, for want of what the image is like that its stage begins with. */
export function atUnknownImage(file: LintedFile, step: Step, message: string): Found {
  return { ...at(step, message), unknown: `the configuration of ${file.imageOf(step.stage)} is not known` };
}

/** Words that depend on variables of an image that was not looked at. */
export function* unknownWords(file: LintedFile, keyword: string, role: _WordRole): Iterable<Found> {
  for (const step of file.of(keyword)) {
    for (const { text, source, role: own } of step.expansions) {
      if (own === role && !isKnown(text)) yield atUnknownImage(file, step, `What "${source}" becomes is not known: ${file.imageOf(step.stage)} may set its variables.`);
    }
  }
}

/** A finding about a `FROM`. */
export function atFrom({ from }: Stage, message: string): Found {
  return { message, range: from.range, comments: from.comments };
}

/** A finding about an instruction as it is written. */
export function atInstruction({ range, comments }: _SyntaxInstruction, message: string): Found {
  return { message, range, comments };
}
