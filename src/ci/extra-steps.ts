import type { Platform } from '../core';
import type { ContainerImage } from '../image';
import type { ImageStep, PipelineStep, PipelineSteps } from './pipeline-steps';
import { checkSecretName } from './secret-name';

/** A place in a pipeline where commands of a team can stand. */
export type StepPlace = keyof PipelineSteps;

/** Commands of a team. */
export interface ExtraStep {
  readonly name: string;
  /** For `sh -e`. */
  readonly script: string;
  /** Names of secrets, which are those of their variables. */
  readonly secrets: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The image that it runs in, where steps run in containers. */
  readonly image?: string;
  /** The platforms that it is for; by default all. */
  readonly platforms?: readonly Platform[];
}

/** The commands of a team for an image. Those that are for several images are one object. */
export type ExtraSteps = Readonly<Record<StepPlace, readonly ExtraStep[]>>;

/** The places, in the order in which a release passes them. */
export const PLACES: readonly StepPlace[] = ['beforeBuild', 'afterVerify', 'afterPublish', 'afterPromote'];

/** How a place is called in the names of jobs and steps. */
export const PLACE_NAMES: Readonly<Record<StepPlace, string>> = {
  beforeBuild: 'before the build', afterVerify: 'after the verification', afterPublish: 'after the publication', afterPromote: 'after the promotion',
};

/** The name of a step of an image, in those of jobs and steps. */
export function nameStep(place: StepPlace, { name }: ExtraStep): string {
  return `${PLACE_NAMES[place]}: ${name}`;
}

/** The variables that steps of each place can read, besides their own. */
export const STEP_VARIABLES: Readonly<Record<StepPlace, readonly string[]>> = {
  beforeBuild: ['NAME'],
  afterVerify: ['NAME', 'ARCHIVE', 'PLATFORM'],
  afterPublish: ['NAME', 'IMAGE', 'TAG', 'DIGEST'],
  afterPromote: ['NAME', 'IMAGE', 'TAG', 'DIGEST'],
};

/**
 * Describes the steps of each image, so that a step of several images is one object.
 *
 * @throws `ci/secret-name`
 */
export function describeSteps(steps: PipelineSteps = {}): (image: ContainerImage) => ExtraSteps {
  const all = PLACES.map(place => [place, (steps[place] ?? []).map(step => ({ step, described: describeStep(step) }))] as const);
  return image => Object.fromEntries(all.map(([place, known]) => [
    place, known.filter(({ step }) => step.images === undefined || step.images.includes(image)).map(({ described }) => described),
  ])) as unknown as ExtraSteps;
}

function describeStep({ name, commands, secrets, environment, image, platforms }: ImageStep & PipelineStep): ExtraStep {
  return { name, script: commands.map(command => `${command.trimEnd()}\n`).join(''), secrets: (secrets ?? []).map(checkSecretName), environment: environment ?? {}, image, platforms };
}

/** The platforms of an image that a step is for. */
export function listStepPlatforms({ platforms }: ExtraStep, all: readonly Platform[]): Platform[] {
  return all.filter(({ name }) => platforms === undefined || platforms.some(platform => platform.name === name));
}

/** Names of the secrets that the steps of some places use. */
export function listStepSecrets(steps: ExtraSteps, places: readonly StepPlace[]): string[] {
  return [...new Set(places.flatMap(place => steps[place].flatMap(({ secrets }) => secrets)))];
}
