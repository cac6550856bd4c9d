import { _hasHidden } from './hidden-characters';
import { _RefusedProblem, _refuse } from './refusal';
import { _quoteValue } from './shown-text';

/** The longest file name on Linux, in bytes: `NAME_MAX` of linux/limits.h. */
const LONGEST_NAME = 255;
/** The longest path below the root, which leaves room for the directories above it within `PATH_MAX`, 4096. */
const LONGEST_PATH = 1024;

/** What is not allowed in a path, why, and what to do; the first match counts. */
interface PathProblem {
  readonly found: (names: string[], path: string) => boolean;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const FROM_THE_ROOT = 'Write the path relative to the root of the project, without ".." and without a leading slash.';

const FAULTS: PathProblem[] = [{
  found: (_, path) => /[\0-\x1f\x7f]/.test(path),
  what: 'contains a line break or a control character',
  why: 'Files with one path per line, such as .dockerignore and .gitignore, cannot express it.',
  fix: 'Use a name without this character.',
}, {
  found: (_, path) => _hasHidden(path),
  what: 'contains an invisible character',
  why: 'In reviews and on terminals it looks like another path.',
  fix: 'Use a name without it, or retype the path.',
}, {
  found: (_, path) => path.includes('\\'),
  what: 'contains a backslash',
  why: 'Build contexts and repositories use "/" on every system; a backslash would be part of the name.',
  fix: 'Use forward slashes, even on Windows: "images/app".',
}, {
  found: (_, path) => path.trim() === '' || path.startsWith('/') || /^[A-Za-z]:(\/|$)/.test(path),
  what: 'is not a path below the root of the project',
  why: 'Files outside the project are not in the repository, and BuildKit cannot see them.',
  fix: FROM_THE_ROOT,
}, {
  found: names => names.includes('..'),
  what: 'is not a path below the root of the project',
  why: 'Files outside the project are not in the repository, and BuildKit cannot see them.',
  fix: FROM_THE_ROOT,
}, {
  found: (names, path) => Buffer.byteLength(path) > LONGEST_PATH || names.some(name => Buffer.byteLength(name) > LONGEST_NAME),
  what: 'is too long for a path',
  why: `File systems accept names of up to ${LONGEST_NAME} bytes, and paths of about ${LONGEST_PATH} bytes below a checkout.`,
  fix: 'Use a shorter name.',
}];

/**
 * Whether a name is that of the directory of git, here or on another system. Windows and macOS ignore case. Windows ignores dots and blanks at the end, and
 * what follows a colon, and the short name `git~1` leads there.
 *
 * @internal
 */
export function _isGitFolder(name: string): boolean {
  return /^(\.git|git~\d+)[. ]*(:.*)?$/i.test(name);
}

const IN_GIT: PathProblem = {
  found: names => names.some(_isGitFolder),
  what: 'is inside the directory .git',
  why: 'Files written there change the repository, and none of them is committed.',
  fix: 'Choose another directory, e.g. "images/app".',
};

/** What is not allowed in the path of a file, which is written as it is into lists of files. */
const FILE_FAULTS: PathProblem[] = [{
  found: (_, path) => /(^|\/)\.?$/.test(path),
  what: 'is the path of a directory',
  why: 'Only files are written; their directories are created with them.',
  fix: 'Add the name of the file: "deploy/app.yml".',
}, {
  found: (names, path) => names.join('/') !== path,
  what: 'contains "." or a doubled slash',
  why: '.gitignore and the list of generated files do not recognize the file by this path.',
  fix: 'Write the path without them: "deploy/app.yml".',
}];

/**
 * Normalizes a path below the root of the project that is read: without `./`, doubled and trailing slashes; `.` for the root.
 *
 * @param id id of the problem
 * @throws `id` for a path that leaves the project, or that some files cannot express
 * @internal
 */
export function _checkRepositoryPath(path: string, id = 'image/local-path'): string {
  return normalizePath(path, findProblem(path, id, FAULTS));
}

/**
 * The same for a path that is written to.
 *
 * @throws as `_repositoryPath`, and for a path in `.git`
 * @internal
 */
export function _checkWrittenPath(path: string, id: string): string {
  return normalizePath(path, findProblem(path, id, [...FAULTS, IN_GIT]));
}

/**
 * Checks the path of a file that is written, without looking at the disk.
 *
 * @internal
 */
export function _findFilePathProblem(path: string, id: string): _RefusedProblem | undefined {
  return findProblem(path, id, [...FAULTS, IN_GIT, ...FILE_FAULTS]);
}

function normalizePath(path: string, problem: _RefusedProblem | undefined): string {
  return problem === undefined ? splitPath(path).join('/') || '.' : _refuse(problem);
}

function findProblem(path: string, id: string, faults: PathProblem[]): _RefusedProblem | undefined {
  const names = splitPath(path);
  const fault = faults.find(({ found }) => found(names, path));
  return fault && { id, what: `${_quoteValue(path)} ${fault.what}.`, why: fault.why, fix: fault.fix };
}

function splitPath(path: string): string[] {
  return path.split('/').filter(name => name !== '' && name !== '.');
}
