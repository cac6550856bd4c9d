import { Severity } from '../../../core';
import { Copy } from '../../../dockerfile';
import type { ImageModel, StageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';

export const copyMoreThanDeclared: _Rule = {
  id: 'copy/more-than-declared',
  title: 'An artifact brings what it declares and nothing else',
  severity: Severity.WARNING,
  why: 'All that is below the root of an artifact is copied, so the sources of the build are in the image too, and what is known of its files is less than it seems.',
  fix: 'Let the build write into a directory of its own, e.g. /out, and make that the root; or declare what is copied besides in its entries.',
  check: image => image.stages.flatMap(stage => stage._mixed
    .filter(({ root }) => isCopied(image, stage, root))
    .map(({ by, root, more }): RuleFinding => ({
      by,
      what: `The artifact below ${root} of the stage "${stage.name}" brings ${more[0] === root ? 'what was copied right into it' : more.join(', ')} along, which it does not declare.`,
    }))),
};

/** As a whole. */
function isCopied({ stages }: ImageModel, { name }: StageModel, root: string): boolean {
  return stages.some(({ steps }) => steps.some(({ node }) => node instanceof Copy && node.copyFrom === name
    && node.sources.some(({ word }) => word?._text === `${root}/` || word?._text === root)));
}
