import type { _Arrival } from './arrivals';
import type { _BuildContext } from './build-context';
import type { ImageConfig } from './image-config';
import type { _MisplacedFile } from './misplaced-file';
import { _UnknownName, _resolveOwner } from './owner';
import type { StageModel } from './stage-model';
import { Add, Copy, CopySource, Heredoc, Word, _IgnorePatterns, _unescapePath } from '../../dockerfile';
import type { _Step } from '../../image';
import { EntryKind, ExecutableFormat, PlacedEntry, Rootfs, RootfsEntry, _CopyOptions, _RootfsDraft, _UNKNOWN, _changeMode } from '../../rootfs';

/** The default mode of a text. */
const TEXT_MODE = '0644';

/**
 * The flaws of a copy, and the unknown files that it adds.
 *
 * @internal
 */
export interface _CopyOutcome {
  /** Missing sources. */
  readonly missing: { readonly stage: string; readonly path: string }[];
  /** Sources that may be missing. */
  readonly unknown: { readonly stage: string; readonly path: string }[];
  /** Names in `--chown` that the stage does not have. */
  readonly unknownOwners: _UnknownName[];
  readonly misplaced: _MisplacedFile[];
  /** The destination; undefined if unknown. */
  readonly destination?: string;
  /** Files of the repository that it copies to a path with their name. */
  readonly arrivals: _Arrival[];
}

/**
 * Applies a `COPY` or `ADD` to the files of a stage.
 *
 * @param models the stages before it, by name
 * @param context the files of the repository; undefined if the repository was not read
 * @internal
 */
export function _simulateCopy(
  draft: _RootfsDraft, node: Copy | Add, step: _Step, config: ImageConfig, models: ReadonlyMap<string, StageModel>,
  context: _BuildContext | undefined,
): _CopyOutcome {
  const destination = resolvePath(node.destination, config);
  if (destination === undefined) { draft.obscure('/'); return { missing: [], unknown: [], unknownOwners: [], misplaced: [], arrivals: [] }; }
  // A variable without a value adds no source.
  const mode = node.chmod && ((config._expand(node.chmod) ?? _UNKNOWN) || undefined);
  const chown = node.chown && config._expand(node.chown);
  const owner = chown ? _resolveOwner(chown, draft.view) : undefined;
  const options: _CopyOptions = {
    by: step.by, mode, owner: node.chown && chown === undefined ? _UNKNOWN : owner?.ids, leavesOut: findExclusions(node),
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
  const misplaced: _MisplacedFile[] = [];
  const noteMisplaced = (directory: PlacedEntry | undefined, { text }: CopySource, { puts }: _Step, path = `/${text!.delimiter}`) => {
    const isPathMeant = text === undefined ? puts !== undefined : isDelimiterAlone(text);
    if (directory !== undefined && isPathMeant) misplaced.push({ directory, path: `${directory.entry.path.replace(/^\/$/, '')}${path.slice(path.lastIndexOf('/'))}` });
  };
  // Texts come last, whatever their position.
  for (const source of [...node.sources].sort((a, b) => Number(a.text !== undefined) - Number(b.text !== undefined))) {
    const text = createTextEntry(source, step, mode);
    const path = readLiteralPath(source, config);
    if (stage !== undefined && path !== undefined && stage.rootfs._lookupSource(path).isUnknown) unknown.push({ stage: stage.name, path });
    const link = stage && path !== undefined ? findLink(node, source, stage, path) : undefined;
    const local = isLocal && path !== undefined && !isSelective(node) ? context?.rootfs : undefined;
    if (link !== undefined) into.put(link.entry, link.by, path!, destination, options, link.isCertain);
    else if (text !== undefined) noteMisplaced(into.put(text, step.by, `/${source.text!.delimiter}`, destination, options), source, step);
    else if (local !== undefined && isPlain(node, local, path!)) into.copy(local, path!, destination, { ...options, madeBy: step.by, mayGrow: true });
    else if (isLocal && path !== undefined) arrivals.push(...findArrival(node, source, into.copyUnknown(destination, options), destination, options));
    else if (stage === undefined || path === undefined || isSelective(node)) into.copyUnknown(destination, options);
    else if (!stage.rootfs._lookupSource(path).isMissing) noteMisplaced(into.copy(stage.rootfs, path, destination, options), source, step, path);
    // A pattern may match nothing.
    else if (!isPattern(source)) missing.push({ stage: stage.name, path });
  }
  if (isLayer) draft.addLayer(into);
  return { missing, unknown, unknownOwners: owner?.unknown ?? [], misplaced, destination, arrivals };
}

/** The arrival of a copy of one named file or directory at a path that names it too. By default it belongs to root. */
function findArrival(node: Copy | Add, source: CopySource, path: string | undefined, destination: string, { mode, owner }: _CopyOptions): _Arrival[] {
  const isNamed = node instanceof Copy && node.sources.length === 1 && !isPattern(source) && !isSelective(node) && !destination.endsWith('/');
  if (!isNamed || path === undefined) return [];
  return [{ path, mode: mode === _UNKNOWN ? undefined : mode, owner: node.chown === undefined ? '0:0' : owner === _UNKNOWN ? undefined : owner }];
}

/**
 * A path without `.`, `..` and doubled slashes; a trailing slash stays, because it marks a directory.
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

function resolvePath(path: Word, config: ImageConfig): string | undefined {
  const text = config._expand(path);
  if (text === undefined || text.startsWith('/')) return text === undefined ? undefined : _cleanPath(text);
  const { workingDirectory } = config;
  return workingDirectory === undefined ? undefined : _cleanPath(`${workingDirectory}/${text}`);
}

/** Whether this simulation cannot follow the sources or the destination: `--parents`, and `--exclude` with exceptions. */
function isSelective(node: Copy | Add): boolean {
  return (node instanceof Copy && node.parents) || node.exclude.some(pattern => pattern.trimStart().startsWith('!'));
}

/** The files of a directory that `--exclude` excludes. It does not apply to a file that is itself a source (observed with BuildKit 0.34). */
function findExclusions({ exclude }: Copy | Add): ((path: string) => boolean) | undefined {
  if (exclude.length === 0) return undefined;
  const patterns = _IgnorePatterns.parse(exclude);
  return path => patterns.findIgnoring(path) !== undefined;
}

/** Whether a source of the repository is copied unchanged: it exists and is not an archive, which ADD unpacks. */
function isPlain(node: Copy | Add, context: Rootfs, path: string): boolean {
  const { placed } = context._lookupSource(path);
  return placed !== undefined && (node instanceof Copy || placed.entry.kind === EntryKind.DIRECTORY || placed.entry.text !== undefined);
}

/** The link that `--parents` copies as a link, from the directory before `/./`. */
function findLink(node: Copy | Add, { word }: CopySource, { rootfs }: StageModel, path: string): PlacedEntry | undefined {
  if (!(node instanceof Copy && node.parents) || !/\/\.\/[^/]+$/.test(word?._text ?? '')) return undefined;
  const { placed } = rootfs.at(path);
  return placed?.entry.kind === EntryKind.SYMLINK ? placed : undefined;
}

/** Whether the delimiter of a text is not meant to be the name of its file. */
function isDelimiterAlone({ _isNamed: isNamed, delimiter }: Heredoc): boolean {
  return !isNamed || /^(EO[A-Z]|END)$/.test(delimiter);
}

/** The file of a text, with the facts that its block declares. */
function createTextEntry({ text }: CopySource, { puts }: _Step, chmod: string | undefined): RootfsEntry | undefined {
  if (text === undefined) return undefined;
  const lines = text.isChomped ? text.content.replace(/^\t+/gm, '') : text.content;
  const entry = RootfsEntry.file(puts?.path ?? '/text', {
    text: text.expands ? undefined : lines, executable: puts?.executable, mode: TEXT_MODE, platforms: puts?.platforms,
  });
  const interpreter = /^#![ \t]*(\/[^\s$]+)/.exec(lines)?.[1];
  const isRun = chmod !== undefined && /[1357]/.test(_changeMode(TEXT_MODE, chmod, false)?.slice(1) ?? '');
  return entry.executable !== undefined || interpreter === undefined || !isRun
    ? entry
    : entry.withExecutable({ format: ExecutableFormat.SCRIPT, interpreter });
}

/** The path of a source in its stage; undefined for a pattern, a URL or a path with variables. */
function readLiteralPath({ word, isRemote }: CopySource, config: ImageConfig): string | undefined {
  const text = word && config._expand(word);
  if (text === undefined || isRemote) return undefined;
  const named = _unescapePath(text);
  return named === undefined ? undefined : _cleanPath(`/${named}`).replace(/(.)\/$/, '$1');
}

/** Whether brackets escape a character, which makes it a pattern for BuildKit. */
function isPattern({ word }: CopySource): boolean {
  return word!._parts.some(part => typeof part === 'string' && part.includes('['));
}
