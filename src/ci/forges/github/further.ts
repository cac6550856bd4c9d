import { pickRepositoryIn, pickSuffix } from './address';
import { expression } from './expression';
import { logInTo } from './login';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Piece, evaluated } from '../../../yaml';
import type { PipelineRegistry } from '../../pipeline';
import { printCopyScript } from '../../publish-script';

/** Steps that copy a release to the further registries, with its digest, after a step `index` has published it. */
export function renderCopies(setup: Setup, subject: Subject): Step[] {
  const { suffix, env } = pickSuffix(subject);
  return setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    {
      name: `Copy to ${registry.host}`,
      env: { COPY: evaluated`${registry.host}/${pickRepositoryIn(setup, subject, registry)}`, DIGEST: expression('steps.index.outputs.digest'), ...env },
      run: printCopyScript(suffix),
    },
  ]);
}

/**
 * A step that moves tags of `$IMAGE`, and the same for each further registry.
 *
 * @param find finds the path of the image in a registry
 */
export function repeatElsewhere(
  setup: Setup, find: (registry: PipelineRegistry) => Piece, step: Step & { readonly name: string; readonly env?: Step },
): Step[] {
  return [step, ...setup.further.flatMap(registry => [
    ...logInTo(setup, registry),
    { ...step, name: `${step.name}, in ${registry.host}`, env: { ...step.env, IMAGE: evaluated`${registry.host}/${find(registry)}` } },
  ])];
}
