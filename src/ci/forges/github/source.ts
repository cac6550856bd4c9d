import { expression } from './expression';
import type { Subject } from './subject';
import { Evaluated, Piece, Yaml, evaluated, joinPieces } from '../../../yaml';

/** What a job builds, as inputs of the action that builds. */
export function describeSource(subject: Subject): Record<string, Yaml | undefined> {
  const file = subject.pick('file', ({ dockerfile }) => dockerfile);
  return {
    context: subject.pick('context', ({ context }) => context),
    file: file === 'Dockerfile' ? undefined : file,
    platforms: expression('matrix.platform'),
  };
}

/** The build argument with the name of the release. */
export function printRelease(subject: Subject, release: Piece): Evaluated {
  return evaluated`${subject.pick('release-arg', ({ releaseArg }) => releaseArg)}=${release}`;
}

/** The same, and the date of the commit, which the step `SOURCE_DATE` has noted. */
export function printDatedRelease(subject: Subject, release: Piece): Evaluated {
  return evaluated`${printRelease(subject, release)}\nSOURCE_DATE_EPOCH=${expression('steps.date.outputs.epoch')}`;
}

/** The name of a job, with that of its image if there are several. */
export function nameJob(subject: Subject, title: string, ...others: Piece[]): Evaluated {
  return joinPieces([title, ...subject.only === undefined ? [subject.name] : [], ...others], ' ');
}
