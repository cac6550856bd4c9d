import { posix } from 'node:path';
import { readBakeFile } from '../bake-file';
import { Comparison, compare } from './comparison';
import type { Git } from './git';
import { ImageInputs, listInputs } from './image-inputs';
import { ChangedBase, Reasons } from './reasons';
import { MovedPin, listMovedPins } from './stale-pins';
import { _BASE_DIRECTORY, _peekReference, _readBaseFileName } from '../../bases';
import { _dropDigest, _findLevels, _joinSome } from '../../core';
import { _BAKE_FILE } from '../../plan';
import { UsageError } from '../command';

/** How many files a message names. */
const FEW = 5;

const VERSIONS = 'versions.json';

/** An image that the changes affect. */
export interface AffectedImage {
  readonly name: string;
  /** The folder of its project, from the current folder; `.` for that itself. */
  readonly directory: string;
  readonly platforms: readonly string[];
  /** 0 for an image that is built from no other of its project. */
  readonly level: number;
  /** The affected images of its project that it is built from. */
  readonly needs: readonly string[];
  readonly reasons: readonly string[];
}

/** What the changes since a commit affect. */
export interface Affected {
  /** In build order. */
  readonly images: readonly AffectedImage[];
  /** How many images there are, affected or not. */
  readonly all: number;
  /** The Dockerfiles of those that are not affected, from the root of the repository. */
  readonly others: readonly string[];
  /** How many levels they have. */
  readonly levels: number;
  /** The hash of the commit that is compared with; undefined if there is none, so that all images are affected. */
  readonly base?: string;
  /** How many files changed in the whole repository. */
  readonly changes: number;
  /** What was not looked at. */
  readonly notes: readonly string[];
}

/** What is compared. */
export interface Question {
  /** Name of the commit to compare with. */
  readonly since: string;
  /** Whether the files in the working tree are compared, instead of those of the last commit. */
  readonly isWorkingTree: boolean;
  /** Whether all images are affected if that commit cannot be compared with, instead of an error. */
  readonly isAllElse: boolean;
}

/**
 * Finds the images below the folder of a repository that the changes since a commit affect. It reads what a build reads, all of which is committed:
 * `docker-bake.json`, the Dockerfiles and the `.dockerignore` files. Nothing is executed but git.
 *
 * @throws UsageError if there is nothing to look at
 */
export function findAffected(git: Git, { since, isWorkingTree, isAllElse }: Question): Affected {
  const comparison = compare(git, since, isWorkingTree, isAllElse);
  const { changes, now, base, doubts } = comparison;
  const bakeFiles = listBakeFiles(git, comparison, isWorkingTree);
  const { projects, notes } = readProjects(bakeFiles, comparison);
  const images = projects.flat();
  const pins = readPins(comparison);
  const reasons = new Reasons({
    changes,
    texts: now.read(images.flatMap(({ dockerfile, ignoreFiles }) => [dockerfile, ...ignoreFiles])),
    definitions: readDefinitions(projects, comparison),
    bases: listBases(comparison),
    pins: pins.moved,
  });
  const found = projects.map(project => findInProject(project, reasons, git.prefix));
  const affected = found.flat();
  const levels = projects.map(project => Math.max(..._findLevels(project).values()) + 1);
  return {
    images: affected.sort((a, b) => a.level - b.level),
    all: images.length,
    others: projects.flatMap((project, i) => listOthers(project, found[i])),
    levels: Math.max(0, ...levels),
    base,
    changes: changes.paths.length,
    notes: [...doubts, ...notes, ...pins.notes, ...!isWorkingTree && git.hasUncommitted ? ['Uncommitted changes were not looked at. With --working-tree they are.'] : []],
  };
}

function findInProject(images: readonly ImageInputs[], reasons: Reasons, prefix: string): AffectedImage[] {
  const levels = _findLevels(images);
  const affected = new Map<string, AffectedImage>();
  for (const image of [...images].sort((a, b) => levels.get(a.name)! - levels.get(b.name)!)) {
    const { name, directory, platforms } = image;
    const needs = image.needs.filter(each => affected.has(each));
    const own = [...reasons.list(image), ...needs.map(each => `the image ${each}, which it is built from, is affected`)];
    if (own.length > 0) affected.set(name, { name, directory: posix.relative(prefix, directory) || '.', platforms, level: levels.get(name)!, needs, reasons: own });
  }
  return [...affected.values()];
}

function listOthers(project: readonly ImageInputs[], affected: readonly AffectedImage[]): string[] {
  const names = new Set(affected.map(({ name }) => name));
  return project.filter(({ name }) => !names.has(name)).map(({ dockerfile }) => dockerfile);
}

function listBakeFiles(git: Git, { now }: Comparison, isWorkingTree: boolean): string[] {
  const all = now.paths.filter(path => posix.basename(path) === _BAKE_FILE).sort();
  const found = all.filter(path => path.startsWith(git.prefix));
  if (found.length > 0) return found;
  const elsewhere = all.length === 0 ? '' : ` The repository has: ${_joinSome(all, FEW)}.`;
  const where = git.prefix === '' ? 'the repository' : `${git.prefix} or a folder below it`;
  throw new UsageError(isWorkingTree
    ? `There is no ${_BAKE_FILE} in ${where}, so no image is known.${elsewhere} \`npx projen synth\` writes it.`
    : `No ${_BAKE_FILE} is committed in ${where}, so no image is known.${elsewhere} Commit what \`npx projen synth\` writes; --working-tree looks at what is not committed yet.`);
}

/** The images of each bake file. */
function readProjects(paths: readonly string[], { now }: Comparison): { projects: ImageInputs[][]; notes: string[] } {
  const texts = now.read(paths);
  const notes: string[] = [];
  const projects = paths.flatMap(path => {
    const text = texts.get(path);
    // A file of the working tree that is deleted.
    if (text === undefined) return [];
    const file = readBakeFile(text, path);
    if (file === undefined) notes.push(`${path} was not written by imagewright. Its targets were not looked at.`);
    return file === undefined ? [] : [listInputs(file, path)];
  });
  if (projects.flat().length === 0) throw new UsageError(`No image is known. ${notes.join(' ') || `${paths.join(', ')} cannot be read.`}`);
  return { projects, notes };
}

/** What each image was before, for the bake files that changed. One that cannot be read now has no image before. */
function readDefinitions(projects: readonly ImageInputs[][], { changes, readBefore }: Comparison): Map<string, Map<string, string>> {
  const changed = projects.flatMap(images => images.slice(0, 1)).map(({ bakeFile }) => bakeFile).filter(path => changes.has(path));
  const before = readBefore(changed);
  return new Map(changed.map(path => [path, new Map(readImages(before.get(path), path).map(({ name, definition }) => [name, definition]))]));
}

function readImages(text: string | undefined, path: string): ImageInputs[] {
  try {
    const file = text === undefined ? undefined : readBakeFile(text, path);
    return file === undefined ? [] : listInputs(file, path);
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

function listBases({ changes, now, readBefore }: Comparison): ChangedBase[] {
  const paths = changes.paths.filter(isBaseFile);
  const texts = [now.read(paths), readBefore(paths)];
  return paths.map(path => {
    const references = texts.flatMap(each => each.get(path) ?? []).map(text => _peekReference(text));
    const known = references.flatMap(each => (each === undefined ? [] : [_dropDigest(each)]));
    const directory = posix.dirname(posix.dirname(path)).replace(/^\.$/, '');
    return { path, directory, references: known.length < references.length ? [] : [...new Set(known)] };
  });
}

function isBaseFile(path: string): boolean {
  return posix.basename(posix.dirname(path)) === _BASE_DIRECTORY && _readBaseFileName(posix.basename(path)) !== undefined;
}

function readPins({ changes, now, readBefore }: Comparison): { moved: MovedPin[]; notes: string[] } {
  const paths = changes.paths.filter(path => posix.basename(path) === VERSIONS);
  const [texts, before] = [now.read(paths), readBefore(paths)];
  const both = paths.filter(path => texts.has(path) && before.has(path));
  const read = both.map(path => ({ path, pins: listMovedPins(path, before.get(path)!, texts.get(path)!) }));
  return {
    moved: read.flatMap(({ pins }) => pins ?? []),
    notes: read.filter(({ pins }) => pins === undefined).map(({ path }) => `${path} has no pins that can be read, now or before. It was not looked at.`),
  };
}
