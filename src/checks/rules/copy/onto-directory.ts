import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _formatBaseName, _isOfBase } from '../../support/base-of';

export const copyOntoDirectory: _Rule = {
  id: 'copy/onto-directory',
  title: 'A file is not copied onto a directory',
  severity: Severity.ERROR,
  why: 'COPY puts the file into the directory, under the name of its source: what looks for it at the declared path finds a directory.',
  fix: 'Give the file a path of its own, e.g. one below the directory.',
  check: image => image.stages.flatMap(stage => stage._misplaced.map(({ step: { by }, directory, path }) => {
    const owner = _isOfBase(stage, directory) ? `of the base ${_formatBaseName(stage)}` : `from ${directory.by.construct}`;
    return { by, what: `In the stage "${stage.name}", ${directory.entry.path} is a directory ${owner}, so the file becomes ${path}.` };
  })),
};
