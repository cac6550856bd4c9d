import type { Setup } from './setup';
import type { Step } from './step';
import type { Yaml } from '../../../yaml';
import { printForPlatforms } from '../../extra-step-script';
import { ExtraStep, PLACE_NAMES, StepPlace, listStepPlatforms } from '../../extra-steps';
import type { PipelineImage } from '../../pipeline';
import { DIGEST_FILE } from '../../publish-script';

type FindImage = Setup['findImage'];

/** The steps before a build, in the folder that all steps share. */
export function renderBeforeBuild(findImage: FindImage, image: PipelineImage): Step[] {
  return image.steps.beforeBuild.map(step => renderStep(findImage, image, 'beforeBuild', step, {}, [step.script]));
}

/** The steps after the verification. The archive has all platforms. */
export function renderAfterVerify(findImage: FindImage, image: PipelineImage, archive: string): Step[] {
  return image.steps.afterVerify.map(step => renderStep(findImage, image, 'afterVerify', step, {}, [
    printForPlatforms(step, listStepPlatforms(step, image.platforms).map(({ name }) => name), `"$PWD/${archive}"`),
  ]));
}

/** The steps that follow what is published. No step has credentials of another one. */
export function renderFollowing(
  findImage: FindImage, image: PipelineImage, place: 'afterPublish' | 'afterPromote', { image: address, tag }: { readonly image: Yaml; readonly tag: Yaml },
): Step[] {
  return image.steps[place].map(step => renderStep(findImage, image, place, step, { IMAGE: address, TAG: tag }, [
    `DIGEST=$(cat ${DIGEST_FILE})\nexport DIGEST\n`, step.script,
  ]));
}

function renderStep(
  findImage: FindImage, { name }: PipelineImage, place: StepPlace, step: ExtraStep, variables: Record<string, Yaml>, commands: readonly string[],
): Step {
  return {
    name: `${PLACE_NAMES[place]}: ${step.name}`,
    image: step.image ?? findImage('node'),
    environment: {
      NAME: name, ...variables, ...step.environment, ...Object.fromEntries(step.secrets.map(secret => [secret, { from_secret: secret }])),
    },
    commands: [...commands],
  };
}
