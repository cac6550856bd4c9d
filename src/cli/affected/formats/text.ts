import { _escapeLine } from '../../../core';
import type { AffectedImage } from '../find-affected';

/** One image a line, with the reasons. */
export function printText(images: readonly AffectedImage[]): string {
  const names = images.map(nameImage);
  const width = Math.max(0, ...names.map(({ length }) => length));
  return images.map(({ reasons }, i) => `${names[i].padEnd(width)}  ${_escapeLine(reasons.join('; '))}\n`).join('');
}

/** The name of an image, and the folder of its project if that is another. */
export function nameImage({ name, directory }: Pick<AffectedImage, 'name' | 'directory'>): string {
  return _escapeLine(directory === '.' ? name : `${directory}:${name}`);
}

