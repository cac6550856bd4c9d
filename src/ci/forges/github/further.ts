import { expression } from './expression';
import { logInTo } from './login';
import type { Setup, Step } from './setup';
import { Piece, evaluated } from '../../../yaml';
import type { PipelineImage } from '../../pipeline';
import { printCopyScript } from '../../publish-script';

/** Steps that copy a release to the further registries, with its digest, after a step `index` has published it. */
export function renderCopies(setup: Setup, { repository, tagSuffix }: PipelineImage): Step[] {
  return setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    {
      name: `Copy to ${registry.host}`,
      env: { COPY: `${registry.host}/${repository}`, DIGEST: expression('steps.index.outputs.digest') },
      run: printCopyScript(tagSuffix),
    },
  ]);
}

/** A step that moves tags of `$IMAGE`, and the same for each further registry. */
export function repeatElsewhere(setup: Setup, repository: Piece, step: Step & { readonly name: string; readonly env: Step }): Step[] {
  return [step, ...setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    { ...step, name: `${step.name}, in ${registry.host}`, env: { ...step.env, IMAGE: evaluated`${registry.host}/${repository}` } },
  ])];
}
