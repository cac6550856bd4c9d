import { FileRow, countStates, printRows, shortenDigest } from './report';
import { _RefusedProblem, _escapeHidden, _printJson } from '../../core';

/** An image that a Dockerfile names. */
export interface ReferenceRow {
  readonly file: string;
  readonly line: number;
  /** Without a digest. */
  readonly image: string;
  /** Its digest is new, another one, or the same; it stays because there is no other; or it is left to the user. */
  readonly state: 'added' | 'moved' | 'unchanged' | 'kept' | 'left';
  /** Undefined if it had no digest. */
  readonly before?: string;
  /** Undefined if it is left to the user, or kept. */
  readonly digest?: string;
  /** Why it is left to the user, or kept, as a clause. */
  readonly reason?: string;
}

/** What the command did with Dockerfiles, or would have to do. */
export interface DockerfileReport {
  readonly isCheck: boolean;
  readonly references: readonly ReferenceRow[];
  readonly files: readonly FileRow[];
  /** Reasons why nothing was written. */
  readonly problems: readonly _RefusedProblem[];
}

/** Prints a report for programs. */
export function printDockerfileJson({ isCheck: _, ...report }: DockerfileReport): string {
  return _printJson({ version: 1, ...report });
}

/** Prints what has changed for people, and a summary. Problems are printed elsewhere. */
export function printDockerfileText(report: DockerfileReport): string {
  const shown = report.references.filter(({ state }) => state !== 'unchanged');
  const rows = shown.map(row => [`${row.file}:${row.line}`, row.image, describeReference(row, report.isCheck)]);
  return _escapeHidden([...printRows(rows), summarize(report), ''].join('\n'));
}

/** Whether a reference has another digest than its tag, or none. */
export function isFinding({ state }: ReferenceRow): boolean {
  return state !== 'unchanged' && state !== 'kept';
}

function describeReference({ state, before, digest, reason }: ReferenceRow, isCheck: boolean): string {
  if (state === 'kept') return `stays at ${shortenDigest(before!)}, because ${reason}`;
  if (digest === undefined) return `left to you, because ${reason}`;
  if (before === undefined) return isCheck ? 'has no digest' : `pinned to ${shortenDigest(digest)}`;
  return `moved from ${shortenDigest(before)} to ${shortenDigest(digest)}`;
}

function summarize({ isCheck, references }: DockerfileReport): string {
  const changed = references.filter(isFinding).length;
  const compared = references.filter(({ state }) => state !== 'kept').length;
  const all = `${compared} ${compared === 1 ? 'reference' : 'references'}`;
  if (references.length === 0) return 'Nothing to do.';
  if (!isCheck) return `${changed === 0 ? 'Nothing has changed. ' : ''}${countStates(references, 'references')}.`;
  if (compared === 0) return 'No reference has a tag to compare with.';
  if (changed === 0) return `${all} ${compared === 1 ? 'has the digest of its tag' : 'have the digests of their tags'}.`;
  return `${changed} of ${all} ${changed === 1 ? 'has' : 'have'} another digest than the tag, or none. To change the files: npx imagewright pin --update FILE...`;
}
