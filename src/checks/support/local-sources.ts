import { posix } from 'node:path';
import { _listLineage } from './instructions';
import { Add, Copy, Run, Word, _IgnorePatterns, _unescapePath } from '../../dockerfile';
import type { _RepositoryFile } from '../../image';
import type { ImageModel, StageModel, StageStep } from '../../plan';
import { EntryKind } from '../../rootfs';

/**
 * A path of the repository that an instruction copies or mounts.
 *
 * @internal
 */
export interface _LocalSource {
  readonly stage: StageModel;
  readonly step: StageStep;
  readonly node: Copy | Add | Run;
  /** From the root of the project, or a pattern; without variables. */
  readonly path: string;
  /** Whether it may match several files. */
  readonly isPattern: boolean;
  /** Whether BuildKit treats it as a pattern, because it contains an escaped wildcard: then it is no error if nothing matches. */
  readonly isForgiving: boolean;
}

const KNOWN = new WeakMap<ImageModel, _LocalSource[]>();

/**
 * Lists everything that an image copies or mounts from the repository, as far as known before the build.
 *
 * @internal
 */
export function _listLocalSources(image: ImageModel): _LocalSource[] {
  const known = KNOWN.get(image) ?? image.stages.flatMap(stage => stage.steps.flatMap(step => listSources(stage, step)));
  KNOWN.set(image, known);
  return known;
}

/**
 * The same, but only for the last stage and the stages that it continues.
 *
 * @internal
 */
export function _listOwnLocalSources(image: ImageModel): _LocalSource[] {
  const own = new Set(_listLineage(image.result));
  return _listLocalSources(image).filter(({ stage }) => own.has(stage));
}

/** A file that is copied, and its path from the root of what is copied. */
type CopiedFile = _RepositoryFile & { readonly below: string };

/**
 * Lists the copied files of a source in the build context: a file, or everything known below a directory, with the path from there.
 *
 * @internal
 */
export function _listCopiedFiles({ _context: context }: ImageModel, { node, path, isPattern }: _LocalSource): CopiedFile[] {
  if (isPattern || node instanceof Run) return [];
  const source = context.findSource(path);
  if (source.file?.kind === EntryKind.FILE) return [{ ...source.file, below: posix.basename(path) }];
  if (source.file?.kind !== EntryKind.DIRECTORY) return [];
  const excluded = _IgnorePatterns.parse(node.exclude);
  const prefix = source.path === '.' ? '' : `${source.path}/`;
  return context.entries.filter(file => file.path.startsWith(prefix)).map(file => ({ ...file, below: file.path.slice(prefix.length) }))
    .filter(file => excluded.findIgnoring(file.below) === undefined);
}

function listSources(stage: StageModel, step: StageStep): _LocalSource[] {
  const { node } = step;
  if (node instanceof Run) {
    return node.mounts.filter(({ kind, mountFrom }) => kind === 'bind' && mountFrom === undefined).flatMap(mount => {
      const path = step.config._expand(mount._findField('source') ?? Word.literal('.'));
      return path === undefined ? [] : [{ stage, step, node, path: cleanPath(path), isPattern: false, isForgiving: false }];
    });
  }
  if (!(node instanceof Copy || node instanceof Add) || (node instanceof Copy && node.copyFrom !== undefined)) return [];
  return node.sources.flatMap(({ word, isRemote }) => {
    const text = word === undefined || isRemote ? undefined : step.config._expand(word);
    if (text === undefined) return [];
    const named = _unescapePath(text);
    return [{ stage, step, node, path: cleanPath(named ?? text), isPattern: named === undefined, isForgiving: named !== text }];
  });
}

/** From the root of the context; the root itself is `.`. */
function cleanPath(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/|\/$/g, '') || '.';
}
