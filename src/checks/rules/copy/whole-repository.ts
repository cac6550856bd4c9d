import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _BroughtAlong, _findBroughtAlong } from '../../support/brought-along';
import { _listLineage } from '../../support/instructions';

export const copyWholeRepository: _Rule = {
  id: 'copy/whole-repository',
  title: 'A copied directory contains only files that are meant for the image',
  severity: Severity.WARNING,
  why: 'They are published with the image, and the layer differs for everyone who builds it.',
  fix: 'Leave them out, with ignore: […] of the image for all copies or exclude: […] for one copy; or copy the files you need by name.',
  check: image => {
    const own = new Set(_listLineage(image.result));
    const bySource = new Map<string, _BroughtAlong[]>();
    for (const stray of _findBroughtAlong(image).filter(({ overwrites }) => overwrites === undefined)) {
      const key = `${stray.stage.name} ${stray.stage.steps.indexOf(stray.step)} ${stray.source}`;
      bySource.set(key, [...bySource.get(key) ?? [], stray]);
    }
    return [...bySource.values()].map(strays => {
      const [{ stage, step, source }] = strays;
      return {
        by: step.by,
        what: `The copy of ${source === '.' ? 'the whole repository' : source} includes ${listStrays(strays)}.`,
        ...(own.has(stage) ? {} : { severity: Severity.INFO, why: `They get into the stage "${stage.name}", and each change rebuilds the stage.` }),
      };
    });
  },
};

function listStrays(strays: _BroughtAlong[]): string {
  return strays.slice(0, 5).map(({ path, because }) => `${path} (${because})`).join(', ') + (strays.length > 5 ? ` and ${strays.length - 5} more` : '');
}
