import { expression } from './expression';
import { logInTo } from './login';
import type { Setup, Step } from './setup';
import { Piece, evaluated } from '../../../yaml';
import type { PipelineImage, PipelineRegistry } from '../../pipeline';
import { printCopyScript } from '../../publish-script';
import { findRepository } from '../../repositories';

/** Steps that copy a release to the further registries, with its digest, after a step `index` has published it. */
export function renderCopies(setup: Setup, image: PipelineImage): Step[] {
  return setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    {
      name: `Copy to ${registry.host}`,
      env: { COPY: `${registry.host}/${findRepository(image, registry.host)}`, DIGEST: expression('steps.index.outputs.digest') },
      run: printCopyScript(image.tagSuffix),
    },
  ]);
}

/**
 * A step that moves tags of `$IMAGE`, and the same for each further registry.
 *
 * @param find finds the path of the image in a registry
 */
export function repeatElsewhere(
  setup: Setup, find: (registry: PipelineRegistry) => Piece, step: Step & { readonly name: string; readonly env: Step },
): Step[] {
  return [step, ...setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    { ...step, name: `${step.name}, in ${registry.host}`, env: { ...step.env, IMAGE: evaluated`${registry.host}/${find(registry)}` } },
  ])];
}
