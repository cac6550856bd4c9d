import { Severity, Size } from '../../../core';
import type { SizeBudget } from '../../../image';
import { ImageModel, StageModel, _findBudgets } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _formatBaseName } from '../../support/base-of';
import { _Forecast, _forecastExtracted, _forecastTransferred } from '../../support/forecast';
import { _findOrigin } from '../../support/instructions';

export const sizeBudget: _Rule = {
  id: 'size/budget',
  title: 'The image stays within its budgets',
  severity: Severity.ERROR,
  why: 'The image does not fit its devices, or `imagewright verify` stops the release after everything is built.',
  fix: 'Remove something, pack the programs with UpxCompress, or raise the budget.',
  check: image => {
    const limits = [
      ...mergeBudgets(image, image.budgets).map(each => ({ ...each, whose: 'the budget' })),
      ...mergeBudgets(image, image.target.limits).map(each => ({ ...each, whose: `the limit of ${image.target.name}` })),
    ];
    return limits.flatMap(({ budget: { extracted, transferred, layers }, platforms, whose }) => [
      ...(extracted === undefined ? [] : checkBytes('A device stores', _forecastExtracted(image), extracted, whose)),
      ...(transferred === undefined ? [] : checkBytes('A device transfers', _forecastTransferred(image), transferred, whose)),
      ...(layers === undefined ? [] : checkLayers(image.result, layers, whose)),
    ].map(finding => ({ ...finding, platforms })));
  },
};

/** The budgets that apply to some of the platforms, with their names. */
function mergeBudgets(image: ImageModel, budgets: SizeBudget[]): { budget: SizeBudget; platforms: string[] }[] {
  const found = new Map<SizeBudget, string[]>();
  for (const platform of image.platforms) {
    for (const budget of _findBudgets(platform, budgets)) found.set(budget, [...found.get(budget) ?? [], platform.name]);
  }
  return [...found].map(([budget, platforms]) => ({ budget, platforms }));
}

function checkBytes(does: string, { exact, total, biggest, sources, unknown }: _Forecast, limit: Size, whose: string): RuleFinding[] {
  const least = unknown.length > 0 ? 'at least ' : '';
  if (total > limit.inBytes) {
    const isSure = exact > limit.inBytes;
    const figures = sources.length === 0 ? '' : ` Estimates: ${sources.join('; ')}.`;
    return [{
      what: `${does} ${least}${isSure ? '' : 'about '}${Size.bytes(isSure ? exact : total)}, and ${whose} is ${limit}. Most of it: ${biggest.join(', ')}.${figures}`,
      ...(isSure ? {} : { severity: Severity.WARNING }),
    }];
  }
  return unknown.length === 0 ? [] : [{
    undecided: true,
    unknown: 'the size of some files is not known',
    what: `${does} at least ${Size.bytes(total)}, and ${whose} is ${limit}. It is not known how large these are: ${unknown.join(', ')}.`,
    fix: 'Declare the size, e.g. size: FileSize.about(Size.mebibytes(4), "…"); `imagewright verify` measures it in any case.',
  }];
}

function checkLayers(result: StageModel, limit: number, whose: string): RuleFinding[] {
  const { base, _read: read } = _findOrigin(result);
  const count = result.layers.length + (read?.facts.layers.length ?? 0);
  const isWhole = base.isScratch || read !== undefined;
  if (count > limit) {
    return [{
      what: `The image has ${isWhole ? '' : 'more than '}${count} layers, and ${whose} is ${limit}.`,
      fix: 'Gather files in one stage and copy them at once, e.g. with Layering.SINGLE.',
    }];
  }
  return isWhole ? [] : [{
    undecided: true,
    unknown: `the number of layers of ${_formatBaseName(result)} is not known`,
    what: `The image has ${count} layers besides those of ${base.reference}, which are not known, and ${whose} is ${limit}.`,
  }];
}
