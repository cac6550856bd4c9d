import { Project } from 'projen';
import { _judge } from '../checks';
import { Problem, Problems, _Ending, _REPORT, _ReportedError, _located, _onEnding } from '../core';
import type { _TextStyle } from '../core';
import { Places } from './places';
import { LastSynthesis } from './writing/last-synthesis';

/** An error of a synthesis, whose text is all that its reader needs. */
export class ReportedError extends _ReportedError {
  /** @param format the text; plain for whoever catches it, and set for the terminal where nobody does */
  public constructor(private readonly format: (style?: _TextStyle) => string) {
    super('SynthesisError', format());
    this.stack = this.message;
  }

  public [_REPORT](style: _TextStyle): string {
    return this.format(style);
  }
}

/** The outermost projects of this program. Nothing is kept alive for the case that something is refused. */
const roots = new Set<WeakRef<Project>>();
/** Those of which files may be on the disk already. */
const begun = new WeakSet<Project>();
const written = new WeakSet<Project>();

/** Remembers a project, so that what was found in it is told when something is refused before it is synthesized. */
export function rememberProject({ root }: Project): void {
  for (const each of roots) if (each.deref() === root) return;
  roots.add(new WeakRef(root));
}

/** Remembers that projen begins to write the files of a project. */
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
  // Nobody sees why a report was not made; then what was refused is still told.
  try {
    return { problems: open.length === 0 ? refused.map(_located) : open.flatMap((root, i) => ended(root, i === 0 ? refused : [])), isWritten };
  } catch {
    return { problems: refused.map(_located), isWritten };
  }
});

/** What was found in a project that is not synthesized any more. The rules do not look at it: images that are half declared lack a lot. */
function ended(root: Project, refused: readonly Problem[]): _Ending['problems'] {
  const reported = root.node.findAll().flatMap(each => Problems.of(each)._own);
  // What was not found yet may be acknowledged all the same.
  const { problems } = _judge(root, reported);
  const places = new Places(root, new Map());
  const found = [...problems.filter(({ id }) => id !== 'checks/stale'), ...refused].map(problem => places.located(problem));
  new LastSynthesis(root).writeRefused(found);
  return found;
}
