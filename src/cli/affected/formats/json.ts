import { _printJson } from '../../../core';
import type { Affected } from '../find-affected';

/** For own programs. */
export function printJson({ images, base, all, changes, notes }: Affected): string {
  const listed = images.map(({ name, ...rest }) => ({ image: name, ...rest }));
  return _printJson({ version: 1, base, changedFiles: changes, allImages: all, images: listed, notes });
}
