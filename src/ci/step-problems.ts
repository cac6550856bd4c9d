import { Problem, _quoteValue } from '../core';
import { PLACES, STEP_VARIABLES, StepPlace } from './extra-steps';
import type { ImagePipelineProps } from './image-pipeline-props';
import { checkOptions } from './option-texts';
import type { ImageStep } from './pipeline-steps';
import { listFloatingTags } from './release-tags';
import { findRepeated } from './repeated';

/** A name of a step: it becomes a part of the names of jobs, and a word of scripts. */
const NAME = /^[A-Za-z0-9](?:[\w. -]{0,48}[\w.-])?$/;

/** A name of a variable that every shell and forge can set. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Names that forges keep to themselves. */
const RESERVED = /^(?:GITHUB|GITEA|FORGEJO|GITLAB|CI|RUNNER|ACTIONS|PLUGIN)_/i;

/** Reports steps that could not run as they are meant. */
export function findStepProblems(props: ImagePipelineProps): Problem[] {
  const { steps = {} } = props;
  const all = PLACES.flatMap(place => (steps[place] ?? []).map((step: ImageStep) => ({ place, step })));
  const names = all.map(({ step: { name } }) => name);
  return [
    ...all.flatMap(({ place, step }) => checkStep(place, step, props)),
    ...findRepeated(names).map(name => createProblem(
      `Two steps of the pipeline are called ${_quoteValue(name)}.`, 'Nobody could tell their jobs from each other.', 'Give each step a name of its own.',
    )),
    ...((steps.afterPromote ?? []).length > 0 && listFloatingTags(props).length === 0 ? [createProblem(
      'There are steps afterPromote, and the pipeline has no floating tags.', 'Nothing is promoted, so they would never run.', 'Move them to afterPublish.',
    )] : []),
  ];
}

function checkStep(place: StepPlace, step: ImageStep, props: ImagePipelineProps): Problem[] {
  const { name, commands, secrets = [], environment = {}, image, images, platforms } = step;
  const shown = `The step ${_quoteValue(name)} of ${place}`;
  const published = props.images.filter(each => images === undefined || images.includes(each.image));
  const built = [...new Set(published.flatMap(each => each.image.platforms.map(platform => platform.name)))];
  const variables = [...secrets, ...Object.keys(environment)];
  return [
    ...(NAME.test(name) ? [] : [createProblem(`${_quoteValue(name)} cannot be the name of a step of ${place}.`, 'It is a part of the names of jobs and steps.',
      'Write at most 50 letters, digits, blanks, ".", "_" and "-": name: "Integration tests".')]),
    ...(commands.length > 0 ? [] : [createProblem(`${shown} has no commands.`, 'It would do nothing.', 'Write at least one: commands: ["make test"].')]),
    ...checkOptions([
      ...commands.map(command => [`A command of the step ${_quoteValue(name)} of ${place}`, 'script', command] as const),
      ...Object.entries(environment).map(([variable, value]) => [`${variable} of the step ${_quoteValue(name)} of ${place}`, 'value', value] as const),
      [`image of the step ${_quoteValue(name)} of ${place}`, 'image', image] as const,
    ]),
    ...Object.keys(environment).filter(variable => !VARIABLE.test(variable)).map(variable => createProblem(
      `${shown} sets the variable ${_quoteValue(variable)}.`, 'No shell could read it.', 'Write at most 64 letters, digits and _, not beginning with a digit.',
    )),
    ...variables.filter(variable => RESERVED.test(variable) || STEP_VARIABLES[place].includes(variable)).map(variable => createProblem(
      `${shown} sets the variable ${variable}.`,
      `${RESERVED.test(variable) ? 'A forge' : 'The pipeline'} sets it itself: one of the two values would be lost.`,
      'Give it another name.',
    )),
    ...findRepeated(variables).map(variable => createProblem(`${shown} sets the variable ${variable} twice.`, 'One of the two values would be lost.', 'Remove one of them.')),
    ...(published.length > 0 && (images ?? []).every(each => published.some(known => known.image === each)) ? [] : [createProblem(
      `${shown} is for ${images?.length === 0 ? 'no image' : 'an image that the pipeline does not publish'}.`, 'It would not run.',
      'Choose from the images of the pipeline, or omit images.')]),
    ...(published.length === 0 ? [] : platforms ?? []).filter(platform => !built.includes(platform.name)).map(platform => createProblem(
      `${shown} is for ${platform.name}, and none of its images is built for that platform.`, 'It would not run.', `Choose from: ${built.join(', ')}.`,
    )),
    ...(platforms?.length === 0 ? [createProblem(`${shown} is for no platform.`, 'It would not run.', 'Omit platforms, or name at least one.')] : []),
  ];
}

function createProblem(what: string, why: string, fix: string): Problem {
  return { id: 'ci/step', what, why, fix };
}
