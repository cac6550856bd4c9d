import { Project } from 'projen';
import { _judge } from '../checks';
import { Problem, Problems, _Ending, _REPORT, _ReportedError, _locateProblem, _onEnding } from '../core';
import type { _TextStyle } from '../core';
import { Places } from './places';
import { LastSynthesis } from './writing/last-synthesis';

/** An error of a synthesis. Its text is the whole report: a stack trace would add nothing. */
export class ReportedError extends _ReportedError {
  /** @param format makes the text: plain for code that catches the error, styled for the terminal if it is not caught */
  public constructor(private readonly format: (style?: _TextStyle) => string) {
    super('SynthesisError', format());
    this.stack = this.message;
  }

  public [_REPORT](style: _TextStyle): string {
    return this.format(style);
  }
}

/** The outermost projects of this program, as weak references, so that they can be garbage-collected. */
const roots = new Set<WeakRef<Project>>();
/** The projects that may have written files already. */
const begun = new WeakSet<Project>();
const written = new WeakSet<Project>();

/** Remembers a project, so that its problems are reported if a refusal ends the program before the synthesis. */
export function rememberProject({ root }: Project): void {
  for (const each of roots) if (each.deref() === root) return;
  roots.add(new WeakRef(root));
}

/** Remembers that projen has begun to write the files of a project. */
export function rememberBegun({ root }: Project): void {
  begun.add(root);
}

/** Remembers that the files of a project are written. */
export function rememberWritten({ root }: Project): void {
  written.add(root);
}

_onEnding(refused => {
  const known = [...roots].flatMap(each => each.deref() ?? []);
  const open = known.filter(root => !written.has(root));
  const isWritten = known.some(root => begun.has(root));
  // If the report cannot be made, the refusals are still reported.
  try {
    return {
      problems: open.length === 0 ? refused.map(_locateProblem) : open.flatMap((root, i) => reportUnfinished(root, i === 0 ? refused : [])),
      isWritten,
    };
  } catch {
    return { problems: refused.map(_locateProblem), isWritten };
  }
});

/** Reports the problems of a project that will not be synthesized. Rules are not run: half-declared images would have many false findings. */
function reportUnfinished(root: Project, refused: readonly Problem[]): _Ending['problems'] {
  const reported = root.node.findAll().flatMap(each => Problems.of(each)._own);
  // Acknowledgements are not stale here: the rules have not run.
  const { problems } = _judge(root, reported);
  const places = new Places(root, new Map());
  const found = [...problems.filter(({ id }) => id !== 'checks/stale'), ...refused].map(problem => places.locateProblem(problem));
  new LastSynthesis(root).writeRefused(found);
  return found;
}
