import type { ScriptPlan } from './plan';
import { Problem, Severity, _findFilePathProblem } from '../../../core';
import { findMissingBases } from '../../image-bases';
import { findUnsupportedInputs } from '../../unsupported-inputs';
import { findUnsupportedSigning } from '../../unsupported-signing';

/** What the script can pass to a build. It reads each cache that buildx can read, and writes none that an image names: that needs credentials of its own. */
export const SCRIPT = { forge: 'Script', ssh: true, contexts: true, commas: true, reads: ['registry', 'local', 's3', 'azblob'], writes: [] };

/** Reports what a script cannot do, and a path that it cannot have. */
export function findProblems({ pipeline, images, bases }: ScriptPlan, path: string | undefined): Problem[] {
  const jobs = pipeline.workflows.flatMap(workflow => workflow.jobs.map(({ does }) => does));
  const pathProblem = path === undefined ? undefined : _findFilePathProblem(path, 'ci/option');
  return [
    ...(pathProblem === undefined ? [] : [{ ...pathProblem, what: `path of Forge.script(): ${pathProblem.what}` }]),
    ...(jobs.includes('renovate') ? [warn('does not run Renovate: nothing starts it on a schedule.', 'No updates are proposed, unless another forge of the pipeline runs it.',
      'Run Renovate elsewhere, e.g. as the hosted app, or in a scheduled job of your CI.')] : []),
    ...(jobs.includes('complete') ? [warn('does not complete the updates of a bot.', 'The check of the synthesis fails on a branch of the bot that is not complete.',
      'Run `npx imagewright pin --adopt`, `npx imagewright pin --complete` and the synthesis on its branches, and push what they change.')] : []),
    ...(jobs.includes('snapshot') || jobs.includes('preview') ? [warn('publishes releases only: ImageTag.edge(), commit() and change() have no effect there.', 'It does not know which commit or change it is called for.',
      'Give another forge of the pipeline these tags, or copy the archives of `build --archives` to the registry yourself.')] : []),
    ...(jobs.includes('rebuild') ? [warn('does not build on a schedule: rebuildSchedule has no effect there.', 'Nothing tells that what a build takes from elsewhere is gone.',
      'Call `build` in a scheduled job of your CI.')] : []),
    ...(images.every(({ cacheScope }) => cacheScope === undefined) ? [] : [warn('has no cache of a forge: PipelineCache.forge() has no effect there.',
      'Each build starts with the layers that its builder has.',
      'Keep the layers in the registry: new ImagePipeline(…, { cache: PipelineCache.registry() }).')]),
    ...findUnsupportedSigning('Script', pipeline),
    ...images.flatMap(image => findUnsupportedInputs(image, SCRIPT)),
    ...images.flatMap(image => findMissingBases('Script', image, bases)),
  ];
}

function warn(what: string, why: string, fix: string): Problem {
  return { id: 'ci/unsupported', severity: Severity.WARNING, what: `Script ${what}`, why, fix };
}
