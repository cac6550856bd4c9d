/** How long jobs may run, in minutes: 1 to 7200. GitHub's own runners stop a job after 360. */
export interface GithubTimeouts {
  /**
   * Builds of an image for one platform.
   * @default 60
   */
  readonly builds?: number;
  /**
   * All other jobs: tests, the publication, promotions, the synthesis.
   * @default 15
   */
  readonly checks?: number;
  /**
   * Runs of Renovate.
   * @default 60
   */
  readonly renovate?: number;
}

/**
 * Environments of GitHub: they can have secrets of their own, and rules such as an approval before a job begins.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export interface GithubEnvironments {
  /**
   * Of the jobs that publish a release: its builds, the publication and its smoke tests.
   * @default - none
   */
  readonly publish?: string;
  /**
   * Of the jobs that move floating tags: promotions and rollbacks.
   * @default - none
   */
  readonly promote?: string;
  /**
   * Of the jobs with your steps after the publication (`PipelineSteps.afterPublish`), e.g. that of a deployment.
   * @default - none
   */
  readonly afterPublish?: string;
  /**
   * Of the jobs with your steps after the promotion (`PipelineSteps.afterPromote`).
   * @default - none
   */
  readonly afterPromote?: string;
}
