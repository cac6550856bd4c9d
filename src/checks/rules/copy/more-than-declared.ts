import { Severity } from '../../../core';
import { Copy } from '../../../dockerfile';
import type { ImageModel, StageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _listLineage } from '../../support/instructions';

export const copyMoreThanDeclared: _Rule = {
  id: 'copy/more-than-declared',
  title: 'An artifact contains what it declares and nothing else',
  severity: Severity.WARNING,
  why: 'Everything below the root of an artifact is copied, so the image also contains the sources of the build, and less is known about its files '
    + 'than it seems.',
  fix: 'Let the build write to a directory of its own, e.g. /out, and make that the root; or declare the other files in its entries.',
  check: image => image.stages.flatMap(stage => stage._mixed
    .filter(({ root }) => isCopied(image, stage, root))
    .map(({ by, root, more }): RuleFinding => ({
      by,
      what: `The artifact below ${root} of the stage "${stage.name}" also contains ${more[0] === root ? 'files that were copied directly into it' : more.join(', ')}, which it does not declare.`,
    }))),
};

/** As a whole, from the stage or from one that continues it. */
function isCopied({ stages }: ImageModel, stage: StageModel, root: string): boolean {
  const holders = new Set(stages.filter(each => _listLineage(each).includes(stage)).map(({ name }) => name));
  return stages.some(({ steps }) => steps.some(({ node }) => node instanceof Copy && node.copyFrom !== undefined && holders.has(node.copyFrom)
    && node.sources.some(({ word }) => word?._text === `${root}/` || word?._text === root)));
}
