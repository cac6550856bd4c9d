import { Severity } from '../../../core';
import type { PlacedEntry } from '../../../rootfs';
import type { _Rule } from '../../rule';
import { _findFileInTheWay } from '../../support/file-in-the-way';
import { _listProcesses } from '../../support/processes';
import { _reportUnknownFiles } from '../../support/unknown';

export const copyFileAsDirectory: _Rule = {
  id: 'copy/file-as-directory',
  title: 'A file is not copied to the path of a directory',
  severity: Severity.ERROR,
  why: 'If no such directory exists, COPY writes the file under that name, and anything that looks for a file inside it gets "not a directory".',
  fix: 'End the destination with "/".',
  check: image => {
    const seen = new Set<PlacedEntry>();
    const words = _listProcesses(image).flatMap(process => process.words.filter(word => word.startsWith('/')).map(word => ({ word, process })));
    return words.flatMap(({ word, process }) => {
      const placed = _findFileInTheWay(image.result, word);
      if (placed === undefined || seen.has(placed)) return [];
      seen.add(placed);
      // RUN mkdir, or a base image, may have created the directory before.
      if (image.result.rootfs._isUnknown(placed.entry.path)) {
        return [_reportUnknownFiles(image.result, { by: placed.placedBy, what: `It is not known whether ${placed.entry.path}, which ${process.name} names, is a directory.` })];
      }
      return [{ by: placed.placedBy, what: `${placed.entry.path} is a file, because the destination of its copy does not end with "/", but ${process.name} names ${word}.` }];
    });
  },
};
