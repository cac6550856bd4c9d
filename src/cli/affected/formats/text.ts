import { _escapeHidden } from '../../../core';
import type { AffectedImage } from '../find-affected';

/** One image a line, with the reasons. */
export function printText(images: readonly AffectedImage[]): string {
  const names = images.map(nameImage);
  const width = Math.max(0, ...names.map(({ length }) => length));
  return images.map(({ reasons }, i) => `${names[i].padEnd(width)}  ${oneLine(reasons.join('; '))}\n`).join('');
}

/** The name of an image, and the folder of its project if that is another. */
export function nameImage({ name, directory }: Pick<AffectedImage, 'name' | 'directory'>): string {
  return oneLine(directory === '.' ? name : `${directory}:${name}`);
}

/** Names of files may contain line breaks. */
function oneLine(text: string): string {
  return _escapeHidden(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}
