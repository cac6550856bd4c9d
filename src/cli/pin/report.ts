import { _RefusedProblem, _escapeHidden, _escapeLine, _printJson } from '../../core';

/** What became of an image: its tag or its digest is new, it moved, or neither. */
export type ImageState = 'added' | 'moved' | 'unchanged';

/** An image of versions.json, as it was and as it is in the registry. */
export interface ImageRow {
  readonly key: string;
  /** `name:tag` */
  readonly image: string;
  readonly state: ImageState;
  /** Undefined if it had no digest. */
  readonly before?: string;
  /** Undefined if a bot removed it; `--complete` looks it up. */
  readonly digest?: string;
}

/** A checksum of versions.json, as it was and as it is. */
export interface ChecksumRow {
  readonly section: 'packages' | 'actions';
  readonly key: string;
  readonly field: string;
  /** What it is of: a name and a version. */
  readonly name: string;
  readonly state: ImageState;
  /** Undefined if there was none. */
  readonly before?: string;
  readonly value: string;
}

/** A base file. */
export interface FileRow {
  readonly path: string;
  readonly state: 'added' | 'changed' | 'unchanged' | 'removed';
}

/** What the command did, or would have to do. */
export interface PinReport {
  /** Path of versions.json. */
  readonly versions: string;
  readonly isCheck: boolean;
  /** The images that were looked up. */
  readonly images: readonly ImageRow[];
  /** The checksums that were looked up. */
  readonly checksums: readonly ChecksumRow[];
  readonly files: readonly FileRow[];
  /** Keys of images whose files were not read, because no stage starts from them. */
  readonly skipped: readonly string[];
  /** What could not be looked up, because it is not known where it comes from. */
  readonly unknown: readonly _RefusedProblem[];
  /** Reasons why nothing was written. */
  readonly problems: readonly _RefusedProblem[];
}

/** Prints a report for programs. */
export function printJson({ isCheck: _, ...report }: PinReport): string {
  return _printJson({ version: 1, ...report });
}

/** Prints what has changed for people, and a summary. Problems are printed elsewhere. */
export function printText(report: PinReport): string {
  const { isCheck, images, checksums, files, skipped, unknown } = report;
  const rows = [
    ...images.filter(({ state }) => state !== 'unchanged').map(row => [row.key, row.image, describeImage(row, isCheck)]),
    ...checksums.filter(({ state }) => state !== 'unchanged').map(row => [row.key, row.name, describeChecksum(row, isCheck)]),
    ...files.filter(({ state }) => state !== 'unchanged').map(({ path, state }) => [path, '', state]),
  ];
  const notes = skipped.length === 0 ? [] : [`Not read, because no stage starts from them: ${skipped.join(', ')}. To read one anyway, name it: npx imagewright pin --bases KEY`];
  const left = unknown.map(({ where, what }) => `${where}: ${what}`);
  return _escapeHidden([...printRows(rows), ...notes, ...left, summarize(report), ''].join('\n'));
}

/** Prints rows of three texts in columns. Rows without the second are as wide as they are. */
export function printRows(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map(row => row.map(_escapeLine));
  const widths = [0, 1].map(i => Math.max(0, ...cells.map(row => (row[1] === '' ? 0 : row[i].length))));
  return cells.map(([name, image, state]) => (image === '' ? `${name}  ${state}` : `${name.padEnd(widths[0])}  ${image.padEnd(widths[1])}  ${state}`));
}

function describeImage({ before, digest }: ImageRow, isCheck: boolean): string {
  if (digest === undefined) return 'moved, and has no digest yet: npx imagewright pin --complete';
  if (before === digest) return 'has another tag, and the same digest';
  if (before === undefined) return isCheck ? 'has no digest' : `pinned to ${shortenDigest(digest)}`;
  return `moved from ${shortenDigest(before)} to ${shortenDigest(digest)}`;
}

function describeChecksum({ field, before, value }: ChecksumRow, isCheck: boolean): string {
  if (before === undefined) return isCheck ? `has no ${field}` : `${field} set to ${shortenChecksum(value)}`;
  return `${field} moved from ${shortenChecksum(before)} to ${shortenChecksum(value)}`;
}

function shortenChecksum(text: string): string {
  return text.slice(0, text.startsWith('h1:') ? 15 : 12);
}

/** As many digits as Docker shows. */
export function shortenDigest(digest: string): string {
  return digest.slice(0, digest.indexOf(':') + 13);
}

function summarize({ versions, isCheck, images, checksums, files }: PinReport): string {
  const pins = [...images, ...checksums];
  const changed = pins.filter(({ state }) => state !== 'unchanged').length;
  if (isCheck) {
    const count = checksums.length === 0 ? countImages(images.length) : countPins(pins.length);
    if (changed === 0 && checksums.length > 0) return `${count} ${pins.length === 1 ? 'agrees' : 'agree'} with ${versions}.`;
    if (changed === 0) return `${count} ${images.length === 1 ? 'has the digest' : 'have the digests'} of ${versions}.`;
    return `${changed} of ${count} ${changed === 1 ? 'differs' : 'differ'} from ${versions}. To change the file: npx imagewright pin --update`;
  }
  if (pins.length === 0 && files.length === 0) return 'Nothing to do.';
  const parts = [countStates(pins, versions), countStates(files, 'base files')].filter(part => part !== undefined);
  const isSame = [...pins, ...files].every(({ state }) => state === 'unchanged');
  return `${isSame ? 'Nothing has changed. ' : ''}${parts.join('; ')}.`;
}

function countPins(count: number): string {
  return `${count} ${count === 1 ? 'tag or checksum' : 'tags and checksums'}`;
}

function countImages(count: number): string {
  return `${count} ${count === 1 ? 'tag' : 'tags'}`;
}

/** E.g. `versions.json: 1 added, 8 unchanged`. */
export function countStates(rows: readonly { readonly state: string }[], title: string): string | undefined {
  const states = ['added', 'moved', 'changed', 'removed', 'unchanged', 'kept', 'left'];
  const counts = states.map(state => [state, rows.filter(row => row.state === state).length] as const).filter(([, count]) => count > 0);
  return counts.length === 0 ? undefined : `${title}: ${counts.map(([state, count]) => `${count} ${state}`).join(', ')}`;
}
