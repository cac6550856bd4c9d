import { _EditedText } from './edit';
import { _findAddedRule } from './findings';
import type { _Change, _Fix, _FixableFile, _Fixable } from './fix';
import { _FileMeaning, _isSameMeaning, _readMeaning } from './meaning';
import { _Refusal } from '../../core';
import { _LintOptions, _lint } from '../lint/lint';
import { _readSyntax } from '../syntax/read-syntax';

/**
 * Something that was fixed, or is left to the user.
 *
 * @internal
 */
export interface _FixRecord {
  readonly rule: string;
  /** The line in the fixed text. */
  readonly line: number;
  /** For what was fixed: what the user must know. For what is left: the reason, as a clause. */
  readonly text?: string;
}

/**
 * The result of fixing a text.
 *
 * @internal
 */
export interface _FixedText {
  readonly text: string;
  readonly fixed: readonly _FixRecord[];
  readonly left: readonly _FixRecord[];
}

/** A file with what it means. */
interface ReadFile extends _FixableFile {
  readonly text: string;
  readonly edited: _EditedText;
  readonly meaning: _FileMeaning;
}

/** What can be changed in an instruction. */
type Changeable = _Fixable & { readonly change: _Change };

/** One fix of the file so far. */
interface Round {
  readonly fix: _Fix;
  readonly file: ReadFile;
  /** How many findings there are. */
  readonly count: number;
}

/** What was fixed, by its place in the text so far. */
interface FixedPlace {
  readonly fix: _Fix;
  readonly offset: number;
}

/**
 * Fixes a Dockerfile in place. A change counts only if the file that is read afterwards means the same except for what the change is
 * about, if the findings that it fixes are gone, and if no other finding is new. All other bytes stay as they are.
 *
 * @throws as `_readSyntax`
 * @internal
 */
export function _fixText(text: string, fixes: readonly _Fix[], options: _LintOptions = {}): _FixedText {
  return new Fixer(text, fixes, options).run();
}

class Fixer {
  private file: ReadFile;
  private fixed: FixedPlace[] = [];
  /** What was left in the last round. */
  private left: _FixRecord[] = [];

  public constructor(text: string, private readonly fixes: readonly _Fix[], private readonly options: _LintOptions) {
    this.file = this.read(text);
  }

  /** Repeats all fixes until none changes anything, as one may make another possible. Each change removes a finding, so this ends. */
  public run(): _FixedText {
    for (let isChanging = true; isChanging;) {
      this.left = [];
      const before = this.file;
      for (const fix of this.fixes) this.apply(fix);
      isChanging = this.file !== before;
    }
    const fixed = this.fixed.map(({ fix, offset }) => ({ rule: fix.id, line: this.file.edited.findLine(offset), text: fix.note }));
    return { text: this.file.text, fixed: sortByLine(fixed), left: sortByLine(this.left) };
  }

  private apply(fix: _Fix): void {
    const { file } = this;
    const all = fix.list(file);
    const round = { fix, file, count: countFindings(all) };
    const changeable: Changeable[] = [];
    for (const fixable of all) {
      const { change, instruction } = fixable;
      if (typeof change === 'string') this.leave(round, instruction, change);
      else changeable.push({ ...fixable, change });
    }
    const accepted = this.accept(round, changeable);
    const edits = accepted.flatMap(({ change }) => change.edits);
    const places = accepted.map(({ instruction }) => {
      const { startLine, startColumn } = file.tree.instructions[instruction].range;
      return { fix, offset: file.edited.findOffset(startLine, startColumn) };
    });
    this.fixed = [...this.fixed, ...places].map(place => ({ ...place, offset: file.edited.moveOffset(place.offset, edits) }));
  }

  /** Applies as many changes as are accepted: all at once, or each half of them by itself. */
  private accept(round: Round, changes: readonly Changeable[], before: readonly Changeable[] = []): readonly Changeable[] {
    if (changes.length === 0) return before;
    const together = [...before, ...changes];
    const after = this.check(round, together);
    if (typeof after !== 'string') {
      this.file = after;
      return together;
    }
    if (changes.length === 1) {
      this.leave(round, changes[0].instruction, after);
      return before;
    }
    const half = Math.ceil(changes.length / 2);
    return this.accept(round, changes.slice(half), this.accept(round, changes.slice(0, half), before));
  }

  /** The file after changes; a reason if they are not accepted. */
  private check({ fix, file, count }: Round, changes: readonly Changeable[]): ReadFile | string {
    const text = file.edited.apply(changes.flatMap(({ change }) => change.edits));
    let after: ReadFile;
    try {
      after = this.read(text);
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      return 'BuildKit could not read the file after the change';
    }
    if (!_isSameMeaning(after.meaning, changeMeaning(file.meaning, changes))) return 'the change would alter more than it should';
    const added = _findAddedRule(file.findings, after.findings);
    if (added !== undefined) return `${added} would be reported after the change`;
    return countFindings(fix.list(after)) > count - countFindings(changes) ? 'the change would not be enough' : after;
  }

  private leave({ fix, file }: Round, instruction: number, reason: string): void {
    this.left.push({ rule: fix.id, line: file.tree.instructions[instruction].range.startLine, text: reason });
  }

  private read(text: string): ReadFile {
    const tree = _readSyntax(text);
    return { text, tree, edited: new _EditedText(text), meaning: _readMeaning(tree), findings: _lint(tree, this.options) };
  }
}

/** What a file is to mean after changes. */
function changeMeaning({ instructions, ...rest }: _FileMeaning, changes: readonly Changeable[]): _FileMeaning {
  const byInstruction = new Map(changes.map(({ instruction, change }) => [instruction, change]));
  return {
    ...rest,
    instructions: instructions.flatMap((meaning, i) => {
      const change = byInstruction.get(i);
      return (change === undefined ? meaning : change.becomes(meaning)) ?? [];
    }),
  };
}

function countFindings(fixables: readonly _Fixable[]): number {
  return fixables.reduce((sum, { count }) => sum + count, 0);
}

function sortByLine(records: readonly _FixRecord[]): _FixRecord[] {
  return [...records].sort((one, other) => one.line - other.line);
}
