import { _hasHidden } from './hidden-characters';
import { _Refused, _refuse } from './refusal';
import { _quotedValue } from './shown-text';

/** The longest name that file systems of Linux have, in bytes: `NAME_MAX` of linux/limits.h. */
const LONGEST_NAME = 255;
/** The longest path below the root, so that what is above it fits into `PATH_MAX`, 4096, too. */
const LONGEST_PATH = 1024;

/** What may not be in a path, the first that fits: why, and what to do. */
interface Fault {
  readonly found: (names: string[], path: string) => boolean;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const FROM_THE_ROOT = 'Write the path from the root of the project, without ".." and without a slash in front.';

const FAULTS: Fault[] = [{
  found: (_, path) => /[\0-\x1f\x7f]/.test(path),
  what: 'has a line break or a control character in it',
  why: 'Files that name one path a line, such as .dockerignore and .gitignore, cannot say it.',
  fix: 'Use a name without it.',
}, {
  found: (_, path) => _hasHidden(path),
  what: 'has a character that nobody sees',
  why: 'In a review and on a terminal it looks like another path.',
  fix: 'Use a name without it, or type it anew.',
}, {
  found: (_, path) => path.includes('\\'),
  what: 'has a backslash in it',
  why: 'Build contexts and repositories have paths with "/" on every system; a backslash would be a part of the name.',
  fix: 'Write forward slashes, also on Windows: "images/app".',
}, {
  found: (_, path) => path.trim() === '' || path.startsWith('/') || /^[A-Za-z]:(\/|$)/.test(path),
  what: 'is not a path below the root of the project',
  why: 'What is outside is not in the repository, and BuildKit does not see it.',
  fix: FROM_THE_ROOT,
}, {
  found: names => names.includes('..'),
  what: 'is not a path below the root of the project',
  why: 'What is outside is not in the repository, and BuildKit does not see it.',
  fix: FROM_THE_ROOT,
}, {
  found: (names, path) => Buffer.byteLength(path) > LONGEST_PATH || names.some(name => Buffer.byteLength(name) > LONGEST_NAME),
  what: 'is too long for a path',
  why: `File systems take names of at most ${LONGEST_NAME} bytes, and paths of about ${LONGEST_PATH} below a checkout.`,
  fix: 'Give it a shorter name.',
}];

/** Where git keeps what it knows. Windows and macOS find it in capitals too. */
const IN_GIT: Fault = {
  found: names => names.some(name => name.toLowerCase() === '.git'),
  what: 'is in the directory of git itself',
  why: 'What is written there changes the repository, and none of it is committed.',
  fix: 'Choose a directory of your own, e.g. "images/app".',
};

/**
 * A path below the root of the project that is read: without `./`, doubled slashes, and a slash at the end; `.` for the root.
 *
 * @param id of the problem
 * @throws `id` for a path that leaves the project, or that not every file can name
 * @internal
 */
export function _repositoryPath(path: string, id = 'image/local-path'): string {
  return checked(path, problemOf(path, id, FAULTS));
}

/**
 * The same for one that is written to.
 *
 * @throws as `_repositoryPath`, and for a path in `.git`
 * @internal
 */
export function _writtenPath(path: string, id: string): string {
  return checked(path, _writtenPathProblem(path, id));
}

/**
 * What is wrong with a path that is written to, whatever is on the disk.
 *
 * @internal
 */
export function _writtenPathProblem(path: string, id: string): _Refused | undefined {
  return problemOf(path, id, [...FAULTS, IN_GIT]);
}

function checked(path: string, problem: _Refused | undefined): string {
  return problem === undefined ? namesOf(path).join('/') || '.' : _refuse(problem);
}

function problemOf(path: string, id: string, faults: Fault[]): _Refused | undefined {
  const names = namesOf(path);
  const fault = faults.find(({ found }) => found(names, path));
  return fault && { id, what: `${_quotedValue(path)} ${fault.what}.`, why: fault.why, fix: fault.fix };
}

function namesOf(path: string): string[] {
  return path.split('/').filter(name => name !== '' && name !== '.');
}
