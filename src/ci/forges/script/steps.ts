import type { ScriptPlan } from './plan';
import { _quoteShellWord } from '../../../core';
import { quoteScript } from '../../extra-step-script';
import { ExtraStep, PLACE_NAMES, STEP_VARIABLES, StepPlace, listStepPlatforms } from '../../extra-steps';
import type { PipelineImage } from '../../pipeline';
import { printDigestCommand } from '../../scripts';

/** What ends the tags of an image, in the script. */
const SUFFIX = { variable: 'SUFFIX' };

/** What variables of steps have that are not those of the script: it has its own `PLATFORM`, which may be empty, and no `DIGEST` of a release. */
const VALUES: Readonly<Record<string, string>> = { ARCHIVE: '$archive', PLATFORM: '$each', DIGEST: '$published' };

/** Whether any image has steps at one of these places. */
export function hasSteps({ images }: Pick<ScriptPlan, 'images'>, ...places: StepPlace[]): boolean {
  return images.some(({ steps }) => places.some(place => steps[place].length > 0));
}

/** The functions that run the steps of a team, one for each place that has any. */
export function renderSteps(plan: ScriptPlan): string[] {
  return [
    ...renderPlace(plan, 'beforeBuild', 'before_build', 'Runs the steps before the build of $NAME.', ''),
    ...renderPlace(plan, 'afterVerify', 'after_verify', 'Runs the steps after the verification of an image, for each of its platforms.', `describe "$1"
archive=$ARCHIVES/$NAME.tar
`),
    ...(['afterPublish', 'afterPromote'] as const).flatMap(place => renderPlace(
      plan, place, place === 'afterPublish' ? 'after_publish' : 'after_promote', `Runs the steps ${PLACE_NAMES[place]} of an image.`,
      `describe "$1"\npublished=$(${printDigestCommand('TAG', SUFFIX)})\n`,
    )),
  ];
}

/** Not indented: lines of a step may be parts of a text in quotes. */
function renderPlace({ images }: ScriptPlan, place: StepPlace, name: string, comment: string, start: string): string[] {
  const cases = images.filter(({ steps }) => steps[place].length > 0).map(image => (
    `${image.name})\n${image.steps[place].map(step => (place === 'afterVerify' ? printEach(image, step) : printStep(place, step))).join('')};;\n`
  ));
  return cases.length === 0 ? [] : [`# ${comment}\n${name}() (\n${start}case $NAME in\n${cases.join('')}esac\n)\n`];
}

function printEach({ platforms }: PipelineImage, step: ExtraStep): string {
  return `for each in ${listStepPlatforms(step, platforms).map(({ name }) => _quoteShellWord(name)).join(' ')}; do
[ -z "$PLATFORM" ] || [ "$PLATFORM" = "$each" ] || continue
${printStep('afterVerify', step)}done
`;
}

function printStep(place: StepPlace, { name, script, environment }: ExtraStep): string {
  const variables = [
    ...STEP_VARIABLES[place].map(variable => `${variable}=${VALUES[variable] ?? `$${variable}`}`),
    ...Object.entries(environment).map(([variable, value]) => `${variable}=${_quoteShellWord(value)}`),
  ];
  return `printf '%s of %s: %s\\n' ${_quoteShellWord(PLACE_NAMES[place])} "$NAME" ${_quoteShellWord(name)}
${variables.join(' ')} sh -ec ${quoteScript(script)}
`;
}
