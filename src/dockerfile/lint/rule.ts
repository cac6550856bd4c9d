import type { Severity } from '../../core';
import type { _Range, _SyntaxInstruction } from '../syntax/syntax-tree';
import type { LintedFile } from './model/linted-file';
import type { Stage, Step } from './model/step';

/** What a rule has found. */
export interface Found {
  readonly message: string;
  /** Where: an instruction is meant as a whole, as in BuildKit's own output. */
  readonly range: _Range;
  /** The comments that may silence it: those above the instruction. */
  readonly comments: readonly string[];
}

/** One thing that is looked at. */
export interface LintRule {
  /** Never renamed, never used again. */
  readonly id: string;
  readonly description: string;
  /** The frontend that brought it; most errors were always there. */
  readonly since?: string;
  readonly severity: Severity;
  /** Its page at docs.docker.com, below `go/dockerfile/rule/`. */
  readonly page?: string;
  /** Only reported where `# check=experimental=` asks for it. */
  readonly experimental?: true;
  /** A comment above the instruction does not silence it: BuildKit looks at the file as a whole. */
  readonly wholeFile?: true;
  /** Files that it reports; one that needs a `.dockerignore` has one that leaves out everything. */
  readonly bad: readonly string[];
  /** Files of which no rule reports anything, with a `.dockerignore` that leaves out `b`. */
  readonly good: readonly string[];
  check(file: LintedFile): Iterable<Found>;
}

/** A finding about an instruction in its stage. */
export function at({ range, comments }: Step, message: string): Found {
  return { message, range, comments };
}

/** A finding about a `FROM`. */
export function atFrom({ from }: Stage, message: string): Found {
  return { message, range: from.range, comments: from.comments };
}

/** A finding about an instruction as it is written. */
export function atInstruction({ range, comments }: _SyntaxInstruction, message: string): Found {
  return { message, range, comments };
}
