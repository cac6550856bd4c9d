import { nameArchive } from './bases';
import { NO_FILES, printExports } from './job-parts';
import type { GitlabJob, Setup } from './setup';
import type { Yaml } from '../../../yaml';
import { printForPlatforms } from '../../extra-step-script';
import { ExtraStep, PLACES, PLACE_NAMES, StepPlace, listStepPlatforms, nameStep } from '../../extra-steps';
import type { PipelineImage } from '../../pipeline';
import { DIGEST_FILE } from '../../publish-script';

/** Makes what a job waits for, of the ends of names: those whose files it gets, and others. */
type Needs = (files: readonly string[], others: readonly string[]) => Yaml;

type NamedJobs = Record<string, GitlabJob>;

/** The ends of the names of the jobs of a place. */
export function nameSteps({ steps }: PipelineImage, place: StepPlace): string[] {
  return steps[place].map(step => nameStep(place, step));
}

/** The jobs before a build, one after the other: what they make goes from job to job, and the last one has all of it. */
export function renderBeforeBuild(setup: Setup, image: PipelineImage, needs: Needs): NamedJobs {
  return Object.fromEntries(image.steps.beforeBuild.map((step, i, all) => [nameStep('beforeBuild', step), {
    ...(i === 0 ? NO_FILES : { needs: needs([nameStep('beforeBuild', all[i - 1])], []) }),
    ...renderStep(setup, image, step, [step.script]),
    artifacts: { untracked: true, expire_in: '1 day', access: 'developer' },
  }]));
}

/** Lets the job of a build wait for these, and get their files. */
export function followSteps(image: PipelineImage, needs: Needs, build: GitlabJob): GitlabJob {
  const last = nameSteps(image, 'beforeBuild').at(-1);
  if (last === undefined) return build;
  const { dependencies: _, ...job } = build;
  return { ...job, needs: needs([last], []) };
}

/** The jobs after the verification, one after the other. */
export function renderAfterVerify(setup: Setup, image: PipelineImage, needs: Needs, build: string): NamedJobs {
  return Object.fromEntries(image.steps.afterVerify.map((step, i, all) => [nameStep('afterVerify', step), {
    needs: needs([build], [i === 0 ? 'verify' : nameStep('afterVerify', all[i - 1])]),
    ...renderStep(setup, image, step, [
      printForPlatforms(step, listStepPlatforms(step, image.platforms).map(({ name }) => name), `"$PWD"/${nameArchive(setup, image)}`),
    ]),
  }]));
}

/** The jobs that follow what is published, one after the other. `before`: what the first one waits for, besides the publication. */
export function renderFollowing(
  setup: Setup, image: PipelineImage, place: 'afterPublish' | 'afterPromote', needs: Needs, before: readonly string[],
): NamedJobs {
  return Object.fromEntries(image.steps[place].map((step, i, all) => [nameStep(place, step), {
    needs: needs(['publish'], i === 0 ? before : [nameStep(place, all[i - 1])]),
    ...renderStep(setup, image, step, [`DIGEST=$(cat ${DIGEST_FILE})\nexport DIGEST\n`, step.script]),
  }]));
}

/** In `variables`, GitLab would expand a part of the texts. */
function renderStep({ findImage }: Setup, { name }: PipelineImage, step: ExtraStep, script: readonly string[]): GitlabJob {
  return { image: step.image ?? findImage('node'), script: [printExports({ NAME: name, ...step.environment }), ...script] };
}

/** The place of the job with this end of its name; undefined for other jobs. */
export function findPlace(end: string): StepPlace | undefined {
  return PLACES.find(place => end.startsWith(`${PLACE_NAMES[place]}: `));
}
