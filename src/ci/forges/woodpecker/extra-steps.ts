import type { Place } from './place';
import type { Setup } from './setup';
import type { Step } from './step';
import type { Yaml } from '../../../yaml';
import { printForPlatforms } from '../../extra-step-script';
import { ExtraStep, listStepPlatforms, nameStep } from '../../extra-steps';
import type { PipelineImage } from '../../pipeline';

type FindImage = Setup['findImage'];

/** A published image. */
export interface Published {
  readonly place: Place;
  readonly address: Yaml;
  readonly tag: Yaml;
}

/** The steps before a build, in the folder that all steps share. */
export function renderBeforeBuild(findImage: FindImage, image: PipelineImage, place: Place): Step[] {
  return image.steps.beforeBuild.map(step => renderStep(findImage, image, place.name(nameStep('beforeBuild', step)), step, {}, [step.script]));
}

/** The steps after the verification. The archive has all platforms. */
export function renderAfterVerify(findImage: FindImage, image: PipelineImage, place: Place): Step[] {
  return image.steps.afterVerify.map(step => renderStep(findImage, image, place.name(nameStep('afterVerify', step)), step, {}, [
    printForPlatforms(step, listStepPlatforms(step, image.platforms).map(({ name }) => name), `"$PWD/${place.archive}"`),
  ]));
}

/** The steps that follow what is published. No step has credentials of another one. */
export function renderFollowing(findImage: FindImage, image: PipelineImage, at: 'afterPublish' | 'afterPromote', { place, address, tag }: Published): Step[][] {
  return [image.steps[at].map(step => renderStep(findImage, image, place.name(nameStep(at, step)), step, { IMAGE: address, TAG: tag }, [
    `DIGEST=$(cat ${place.digest})\nexport DIGEST\n`, step.script,
  ]))];
}

function renderStep(
  findImage: FindImage, { name }: PipelineImage, title: string, step: ExtraStep, variables: Record<string, Yaml>, commands: readonly string[],
): Step {
  return {
    name: title,
    image: step.image ?? findImage('node'),
    environment: {
      NAME: name, ...variables, ...step.environment, ...Object.fromEntries(step.secrets.map(secret => [secret, { from_secret: secret }])),
    },
    commands: [...commands],
  };
}
