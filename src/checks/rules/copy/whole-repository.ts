import { Severity } from '../../../core';
import type { _Rule } from '../../rule';
import { _BroughtAlong, _broughtAlong } from '../../support/brought-along';
import { _lineage } from '../../support/instructions';

export const copyWholeRepository: _Rule = {
  id: 'copy/whole-repository',
  title: 'A copy of a directory takes along only what is meant for the image',
  severity: Severity.WARNING,
  why: 'It is published with the image, and changes the layer for everybody who builds.',
  fix: 'Leave it out: ignore: […] of the image for all its copies, exclude: […] of the copy for one; or copy what is needed by its name.',
  check: image => {
    const own = new Set(_lineage(image.result));
    const bySource = new Map<string, _BroughtAlong[]>();
    for (const stray of _broughtAlong(image).filter(({ overwrites }) => overwrites === undefined)) {
      const key = `${stray.stage.name} ${stray.stage.steps.indexOf(stray.step)} ${stray.source}`;
      bySource.set(key, [...bySource.get(key) ?? [], stray]);
    }
    return [...bySource.values()].map(strays => {
      const [{ stage, step, source }] = strays;
      return {
        by: step.by,
        what: `The copy of ${source === '.' ? 'the whole repository' : source} takes along ${listed(strays)}.`,
        ...(own.has(stage) ? {} : { severity: Severity.INFO, why: `It gets into the stage "${stage.name}", and each change of it builds the stage anew.` }),
      };
    });
  },
};

function listed(strays: _BroughtAlong[]): string {
  return strays.slice(0, 5).map(({ path, because }) => `${path} (${because})`).join(', ') + (strays.length > 5 ? ` and ${strays.length - 5} more` : '');
}
