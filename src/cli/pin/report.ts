import { _RefusedProblem, _escapeHidden, _printJson } from '../../core';

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
  readonly digest: string;
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
  readonly files: readonly FileRow[];
  /** Keys of images whose files were not read, because no stage starts from them. */
  readonly skipped: readonly string[];
  /** Reasons why nothing was written. */
  readonly problems: readonly _RefusedProblem[];
}

/** Prints a report for programs. */
export function printJson({ isCheck: _, ...report }: PinReport): string {
  return _printJson({ version: 1, ...report });
}

/** Prints what has changed for people, and a summary. Problems are printed elsewhere. */
export function printText(report: PinReport): string {
  const { isCheck, images, files, skipped } = report;
  const rows = [
    ...images.filter(({ state }) => state !== 'unchanged').map(row => [row.key, row.image, describeImage(row, isCheck)]),
    ...files.filter(({ state }) => state !== 'unchanged').map(({ path, state }) => [path, '', state]),
  ];
  const notes = skipped.length === 0 ? [] : [`Not read, because no stage starts from them: ${skipped.join(', ')}. To read one anyway, name it: npx imagewright pin --bases KEY`];
  return _escapeHidden([...printRows(rows), ...notes, summarize(report), ''].join('\n'));
}

/** Prints rows of three texts in columns. Rows without the second are as wide as they are. */
export function printRows(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map(i => Math.max(0, ...rows.map(row => (row[1] === '' ? 0 : row[i].length))));
  return rows.map(([name, image, state]) => (image === '' ? `${name}  ${state}` : `${name.padEnd(widths[0])}  ${image.padEnd(widths[1])}  ${state}`));
}

function describeImage({ before, digest }: ImageRow, isCheck: boolean): string {
  if (before === digest) return 'has another tag, and the same digest';
  if (before === undefined) return isCheck ? 'has no digest' : `pinned to ${shortenDigest(digest)}`;
  return `moved from ${shortenDigest(before)} to ${shortenDigest(digest)}`;
}

/** As many digits as Docker shows. */
export function shortenDigest(digest: string): string {
  return digest.slice(0, digest.indexOf(':') + 13);
}

function summarize({ versions, isCheck, images, files }: PinReport): string {
  const changed = images.filter(({ state }) => state !== 'unchanged').length;
  if (isCheck) {
    if (changed === 0) return `${countImages(images.length)} ${images.length === 1 ? 'has the digest' : 'have the digests'} of ${versions}.`;
    return `${changed} of ${countImages(images.length)} ${changed === 1 ? 'differs' : 'differ'} from ${versions}. To change the file: npx imagewright pin --update`;
  }
  if (images.length === 0 && files.length === 0) return 'Nothing to do.';
  const parts = [countStates(images, versions), countStates(files, 'base files')].filter(part => part !== undefined);
  const isSame = [...images, ...files].every(({ state }) => state === 'unchanged');
  return `${isSame ? 'Nothing has changed. ' : ''}${parts.join('; ')}.`;
}

function countImages(count: number): string {
  return `${count} ${count === 1 ? 'tag' : 'tags'}`;
}

/** E.g. `versions.json: 1 added, 8 unchanged`. */
export function countStates(rows: readonly { readonly state: string }[], title: string): string | undefined {
  const states = ['added', 'moved', 'changed', 'removed', 'unchanged', 'left'];
  const counts = states.map(state => [state, rows.filter(row => row.state === state).length] as const).filter(([, count]) => count > 0);
  return counts.length === 0 ? undefined : `${title}: ${counts.map(([state, count]) => `${count} ${state}`).join(', ')}`;
}
