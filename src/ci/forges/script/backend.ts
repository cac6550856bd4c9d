import type { PipelineScriptOptions } from './options';
import { planScript } from './plan';
import { findProblems } from './problems';
import { describeScript, renderScript } from './script';
import { PLACES, listStepSecrets } from '../../extra-steps';
import type { ForgeBackend } from '../../forge-backend';
import { ForgePins } from '../../forge-pins';
import { checkOptions } from '../../option-texts';
import type { Pipeline } from '../../pipeline';
import { findSecretName } from '../../secret-name';
import { findAssigned, findTakenNames } from '../../taken-variables';
import { findUnsupportedBuilder } from '../../unsupported-builder';

/** Where the script is, from the root of the repository. */
export function locateScript({ name }: Pick<Pipeline, 'name'>, { path }: PipelineScriptOptions): string {
  return path ?? `ci/${name === undefined ? '' : `${name}-`}images.sh`;
}

/** A script for `sh`, one command for each part of a pipeline. */
export function createScriptBackend({ path, versions, images = {} }: PipelineScriptOptions): ForgeBackend {
  return {
    name: 'Script',
    draw: pipeline => {
      const pins = new ForgePins(versions ?? pipeline.versions);
      const plan = planScript(pipeline);
      const file = locateScript(pipeline, { path });
      const script = renderScript(plan, file, pins.image('buildkit', images.buildkit));
      const secrets = plan.images.flatMap(({ inputs }) => inputs.secrets).map(secret => findSecretName(secret));
      return {
        files: [{ path: file, comments: describeScript(plan, file), script }],
        pins,
        problems: [
          ...findUnsupportedBuilder('The script', pipeline), ...findProblems(plan, path),
          ...findTakenNames('Script', secrets, findAssigned(script), 'Use another variable, e.g. BuildSecret.environment("PIP_INDEX_URL").'),
          ...findTakenNames('Script', plan.images.flatMap(({ steps }) => listStepSecrets(steps, PLACES)), findAssigned(script), 'Give the secret of the step another name.'),
          ...checkOptions([['images.buildkit of Forge.script()', 'image', images.buildkit]]),
        ],
      };
    },
  };
}
