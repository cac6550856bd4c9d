import { Problem, Severity } from '../../../core';

/**
 * The most jobs that all running pipelines of a project may have on GitLab.com in the free tier; more in others, and without a limit on servers of
 * one's own unless their administrators set one.
 *
 * @see https://docs.gitlab.com/user/gitlab_com/#cicd ("Maximum jobs in active pipelines")
 * @see https://gitlab.com/gitlab-org/gitlab/-/issues/424803 (`job_activity_limit_exceeded`)
 */
const MOST_FREE = 500;

/** A workflow, and how many jobs it has if all images are affected: those of the project, and those of the child pipeline. */
export interface CountedWorkflow {
  readonly name: string;
  readonly jobs: number;
}

/** Reports workflows of so many jobs that the free tier of GitLab.com fails them. */
export function findManyJobs(workflows: readonly CountedWorkflow[]): Problem[] {
  const large = workflows.filter(({ jobs }) => jobs > MOST_FREE);
  return large.length === 0 ? [] : [{
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: `On GitLab these workflows have more than ${MOST_FREE} jobs if all images are affected: ${large.map(({ name, jobs }) => `${name} (${jobs})`).join(', ')}.`,
    why: `In the free tier of GitLab.com, the running pipelines of a project have at most ${MOST_FREE} jobs; one with more fails, as job_activity_limit_exceeded.`,
    fix: 'Divide the images among several pipelines, each with a name and its own releases: new ImagePipeline(…, { name: "tools", … }). With another tier, or a server of your own, acknowledge this: Checks.of(pipeline).acknowledge("ci/unsupported", "…").',
  }];
}
