import { Severity, Size } from '../../../core';
import { Run } from '../../../dockerfile';
import { StageModel, StageStep, _CopiedPath, _listCopiedPaths } from '../../../plan';
import { EntryKind, PlacedEntry, Rootfs, RootfsEntry } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _FileEdit, _listFileEdits } from '../../support/file-edits';
import { _listInstructions, _listLineage } from '../../support/instructions';
import { _isSameFile } from '../../support/same-file';

const AT_COPY = 'Set them at the copy: mode and owner of copyFrom(), which are COPY --chmod and --chown.';
const BEFORE = 'Do it in the stage that the file comes from, and copy the result: the last stage needs no RUN, and ScratchImage has none.';
/** Observed with BuildKit 0.34 and buildah. */
const UNCHANGED = 'BuildKit sees that nothing has changed and leaves it out of the layer; buildah and podman store the file again.';
/** Smaller files are not worth a warning: a separate layer costs about as much. */
const SMALL = Size.kibibytes(16);
const FIX: Record<string, string> = { chmod: AT_COPY, chown: AT_COPY, chgrp: AT_COPY };

export const layersCopiedTwice: _Rule = {
  id: 'layers/copied-twice',
  title: 'No file is in two layers',
  severity: Severity.WARNING,
  why: 'A layer contains whole files: changing the mode or owner stores the file again (with buildah even if nothing changes), and a removed file '
    + 'stays in the layer below.',
  fix: BEFORE,
  check: ({ result }) => {
    const copied: _CopiedPath[] = [];
    return _listInstructions(result).flatMap((step): RuleFinding[] => {
      copied.push(..._listCopiedPaths(step));
      return step.node instanceof Run ? checkEdits(step, _listFileEdits(step.node, step.config.workingDirectory), copied) : [];
    }).concat(_listLineage(result).flatMap(checkCopies));
  },
};

/** Each command of a RUN, with the files of layers below that it writes. */
function checkEdits({ by, layer, before }: StageStep, edits: _FileEdit[], copied: _CopiedPath[]): RuleFinding[] {
  const commands = new Map<string, { program: string; files: Set<PlacedEntry>; others: Set<string> }>();
  for (const edit of edits) {
    const { files, others } = commands.get(edit.text) ?? { files: new Set(), others: new Set() };
    const known = listFiles(edit, before!);
    known.filter(placed => placed.layer < layer).forEach(placed => files.add(placed));
    if (known.length === 0) listUnknown(edit, copied).forEach(path => others.add(path));
    if (files.size + others.size > 0) commands.set(edit.text, { program: edit.program, files, others });
  }
  return [...commands].map(([text, { program, files, others }]) => {
    const all = listNames([...[...files].map(describeFile), ...[...others].map(path => `${path} (of unknown size)`)]);
    const what = program === 'rm' ? `RUN ${text} does not make the image smaller: the layer below keeps ${all}.` : `RUN ${text} puts ${all} into a second layer.`;
    const fix = program === 'rm' ? `Do not copy it in the first place. ${BEFORE}` : FIX[program] ?? BEFORE;
    return { by, what, fix, wasted: sumSizes(files), ...(others.size === 0 && areSmall([...files]) ? { severity: Severity.INFO } : {}) };
  });
}

/** Undeclared content of a copy at the path: a file, or everything below a directory. */
function listUnknown({ path, isRecursive }: _FileEdit, copied: _CopiedPath[]): string[] {
  const below = path === '/' ? '/' : `${path}/`;
  const found = copied.filter(each => (each.isFile && each.path === path) || (isRecursive && (each.path === path || each.path.startsWith(below))));
  return found.some(each => each.path === path) ? [path] : found.map(each => each.path);
}

/** A directory is free unless the edit is recursive, and so is a link that is not followed. */
function listFiles({ path, follows, isRecursive }: _FileEdit, rootfs: Rootfs): PlacedEntry[] {
  const cut = path.lastIndexOf('/');
  const parent = rootfs.lookup(path.slice(0, cut) || '/').path;
  const { placed } = follows ? rootfs.lookup(path) : rootfs.at(`${parent === '/' ? '' : parent}${path.slice(cut)}`);
  if (placed === undefined || placed.entry.kind === EntryKind.SYMLINK) return [];
  if (placed.entry.kind === EntryKind.FILE) return [placed];
  const below = placed.entry.path === '/' ? '/' : `${placed.entry.path}/`;
  return isRecursive ? rootfs.entries.filter(({ entry }) => entry.kind === EntryKind.FILE && entry.path.startsWith(below)) : [];
}

/** The same file, copied over itself: usually to give it another mode. */
function checkCopies({ conflicts }: StageModel): RuleFinding[] {
  return conflicts.filter(conflict => _isSameFile(conflict) && conflict.first.layer < conflict.second.layer).map(({ path, first, second }) => ({
    by: second.placedBy,
    what: `${describeFile(first)} is copied a second time, into another layer.`,
    fix: `Copy ${path} once, with its final mode and owner.`,
    ...(isSame(first.entry, second.entry) ? { severity: Severity.INFO, why: UNCHANGED } : { wasted: sumSizes([first]) }),
  }));
}

function isSame(one: RootfsEntry, other: RootfsEntry): boolean {
  return one.mode === other.mode && one.owner === other.owner;
}

/** Whether the duplicate is negligible: a script that is made executable. */
function areSmall(files: PlacedEntry[]): boolean {
  return files.every(({ entry }) => entry.size !== undefined) && sumSizes(files)!.inBytes < SMALL.inBytes;
}

function listNames([first, ...more]: string[]): string {
  return `${first}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}

function describeFile({ entry: { path, size } }: PlacedEntry): string {
  return `${path} (${size === undefined ? 'of unknown size' : `${size.isEstimate ? 'about ' : ''}${size.size}`})`;
}

/** The sum of the known sizes; undefined if no size is known. */
function sumSizes(files: Iterable<PlacedEntry>): Size | undefined {
  const sizes = [...files].flatMap(({ entry }) => entry.size?.size.inBytes ?? []);
  return sizes.length === 0 ? undefined : Size.bytes(sizes.reduce((all, each) => all + each, 0));
}
