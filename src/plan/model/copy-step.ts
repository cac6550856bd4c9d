import type { _Arrival } from './arrivals';
import type { _BuildContext } from './build-context';
import type { ImageConfig } from './image-config';
import { _UnknownName, _ownerOf } from './owner';
import type { StageModel } from './stage-model';
import { Add, Copy, CopySource, Word, _IgnorePatterns, _namedPath } from '../../dockerfile';
import type { _Step } from '../../image';
import { EntryKind, ExecutableFormat, PlacedEntry, Rootfs, RootfsEntry, _CopyOptions, _RootfsDraft, _UNKNOWN, _changedMode } from '../../rootfs';

/** What a text has unless it is changed. */
const TEXT_MODE = '0644';

/**
 * What is wrong with a copy, and what it brings that nobody knows.
 *
 * @internal
 */
export interface _CopyOutcome {
  /** Sources that are not there. */
  readonly missing: { readonly stage: string; readonly path: string }[];
  /** Sources of which it is not known whether they are there. */
  readonly unknown: { readonly stage: string; readonly path: string }[];
  /** Names in `--chown` that the stage does not have. */
  readonly unknownOwners: _UnknownName[];
  /** Where to; undefined where that is not known. */
  readonly destination?: string;
  /** What it brings of the repository, to a path that names it. */
  readonly arrivals: _Arrival[];
}

/**
 * Does to the files of a stage what a `COPY` or `ADD` does.
 *
 * @param models the stages before it, by name
 * @param context what it finds of the repository; undefined where nobody has looked
 * @internal
 */
export function _copyStep(
  draft: _RootfsDraft, node: Copy | Add, step: _Step, config: ImageConfig, models: ReadonlyMap<string, StageModel>,
  context: _BuildContext | undefined,
): _CopyOutcome {
  const destination = absolute(node.destination, config);
  if (destination === undefined) { draft.obscure('/'); return { missing: [], unknown: [], unknownOwners: [], arrivals: [] }; }
  // A variable without a value gives none.
  const mode = node.chmod && ((config._expand(node.chmod) ?? _UNKNOWN) || undefined);
  const said = node.chown && config._expand(node.chown);
  const owner = said ? _ownerOf(said, draft.view) : undefined;
  const options: _CopyOptions = {
    by: step.by, mode, owner: node.chown && said === undefined ? _UNKNOWN : owner?.ids, leavesOut: leftOut(node),
  };
  const stage = node instanceof Copy && node.copyFrom !== undefined ? models.get(node.copyFrom) : undefined;
  const isLocal = !(node instanceof Copy) || node.copyFrom === undefined;
  // With a mode, BuildKit copies as if there were no --link:
  // https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_copy.go
  const isLayer = node.link && mode === undefined;
  const into = isLayer ? _RootfsDraft.empty(step.by) : draft;
  into.layer = draft.layer;

  const missing: _CopyOutcome['missing'] = [];
  const unknown: _CopyOutcome['unknown'] = [];
  const arrivals: _Arrival[] = [];
  // Texts come last, wherever they are written.
  for (const source of [...node.sources].sort((a, b) => Number(a.text !== undefined) - Number(b.text !== undefined))) {
    const text = written(source, step, mode);
    const path = literalPath(source, config);
    if (stage !== undefined && path !== undefined && stage.rootfs._source(path).isUnknown) unknown.push({ stage: stage.name, path });
    const link = stage && path !== undefined ? linkAt(node, source, stage, path) : undefined;
    const local = isLocal && path !== undefined && !isSelective(node) ? context?.rootfs : undefined;
    if (link !== undefined) into.put(link.entry, link.by, path!, destination, options, link.isCertain);
    else if (text !== undefined) into.put(text, step.by, `/${source.text!.delimiter}`, destination, options);
    else if (local !== undefined && isPlain(node, local, path!)) into.copy(local, path!, destination, { ...options, madeBy: step.by, mayGrow: true });
    else if (isLocal && path !== undefined) arrivals.push(...arrivalOf(node, source, into.arrive(destination, options), destination, options));
    else if (stage === undefined || path === undefined || isSelective(node)) into.arrive(destination, options);
    else if (!stage.rootfs._source(path).isMissing) into.copy(stage.rootfs, path, destination, options);
    // A pattern may fit nothing.
    else if (!isPattern(source)) missing.push({ stage: stage.name, path });
  }
  if (isLayer) draft.cover(into);
  return { missing, unknown, unknownOwners: owner?.unknown ?? [], destination, arrivals };
}

/** What a copy of one named file or directory brings, to a path that names it too. Where nothing else is said, it belongs to root. */
function arrivalOf(node: Copy | Add, source: CopySource, path: string | undefined, destination: string, { mode, owner }: _CopyOptions): _Arrival[] {
  const isNamed = node instanceof Copy && node.sources.length === 1 && !isPattern(source) && !isSelective(node) && !destination.endsWith('/');
  if (!isNamed || path === undefined) return [];
  return [{ path, mode: mode === _UNKNOWN ? undefined : mode, owner: node.chown === undefined ? '0:0' : owner === _UNKNOWN ? undefined : owner }];
}

/**
 * A path without `.`, `..` and doubled slashes; a slash at the end stays, for it says that a directory is meant.
 *
 * @internal
 */
export function _cleanPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  const isDirectory = /\/\.?$/.test(path);
  return `/${names.join('/')}${isDirectory && names.length > 0 ? '/' : ''}`;
}

function absolute(path: Word, config: ImageConfig): string | undefined {
  const text = config._expand(path);
  if (text === undefined || text.startsWith('/')) return text === undefined ? undefined : _cleanPath(text);
  const { workingDirectory } = config;
  return workingDirectory === undefined ? undefined : _cleanPath(`${workingDirectory}/${text}`);
}

/** Whether what is copied, or where to, is not followed here: `--parents`, and `--exclude` with exceptions. */
function isSelective(node: Copy | Add): boolean {
  return (node instanceof Copy && node.parents) || node.exclude.some(pattern => pattern.trimStart().startsWith('!'));
}

/** What `--exclude` leaves out of a directory. Of a file that is a source itself it leaves out nothing (seen with BuildKit 0.34). */
function leftOut({ exclude }: Copy | Add): ((path: string) => boolean) | undefined {
  if (exclude.length === 0) return undefined;
  const patterns = _IgnorePatterns.parse(exclude);
  return path => patterns.leavesOut(path) !== undefined;
}

/** Whether a source of the repository is copied as it is: it is there, and no archive, which ADD unpacks. */
function isPlain(node: Copy | Add, context: Rootfs, path: string): boolean {
  const { placed } = context._source(path);
  return placed !== undefined && (node instanceof Copy || placed.entry.kind === EntryKind.DIRECTORY || placed.entry.text !== undefined);
}

/** The link that `--parents` takes as it is, out of the directory that stands before `/./`. */
function linkAt(node: Copy | Add, { word }: CopySource, { rootfs }: StageModel, path: string): PlacedEntry | undefined {
  if (!(node instanceof Copy && node.parents) || !/\/\.\/[^/]+$/.test(word?._text ?? '')) return undefined;
  const { placed } = rootfs.at(path);
  return placed?.entry.kind === EntryKind.SYMLINK ? placed : undefined;
}

/** The file that a text becomes, with what its block says about it. */
function written({ text }: CopySource, { puts }: _Step, chmod: string | undefined): RootfsEntry | undefined {
  if (text === undefined) return undefined;
  const lines = text.isChomped ? text.content.replace(/^\t+/gm, '') : text.content;
  const entry = RootfsEntry.file(puts?.path ?? '/text', {
    text: text.expands ? undefined : lines, executable: puts?.executable, mode: TEXT_MODE, platforms: puts?.platforms,
  });
  const interpreter = /^#![ \t]*(\/[^\s$]+)/.exec(lines)?.[1];
  const isRun = chmod !== undefined && /[1357]/.test(_changedMode(TEXT_MODE, chmod, false)?.slice(1) ?? '');
  return entry.executable !== undefined || interpreter === undefined || !isRun
    ? entry
    : entry.withExecutable({ format: ExecutableFormat.SCRIPT, interpreter });
}

/** The path of a source in its stage; undefined for a pattern, a URL and what holds variables. */
function literalPath({ word, isRemote }: CopySource, config: ImageConfig): string | undefined {
  const text = word && config._expand(word);
  if (text === undefined || isRemote) return undefined;
  const named = _namedPath(text);
  return named === undefined ? undefined : _cleanPath(`/${named}`).replace(/(.)\/$/, '$1');
}

/** Whether a character is escaped by brackets, so that it is a pattern in BuildKit's eyes. */
function isPattern({ word }: CopySource): boolean {
  return word!._parts.some(part => typeof part === 'string' && part.includes('['));
}
