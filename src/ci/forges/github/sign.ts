import { expression } from './expression';
import { repeatElsewhere } from './further';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import { Setup, renderSecret } from './setup';
import type { Job, Pipeline, Workflow } from '../../pipeline';
import { findRepository } from '../../repositories';
import { describeSignatureCheck, escapeExpression, printSignScript } from '../../sign-script';

/** The job that signs what was published, in each registry. It is the only one with the key, or with the identity of the workflow for Sigstore. */
export function renderSign(setup: Setup, { image, signing }: Extract<Job, { does: 'sign' }>): GithubJob {
  return {
    'name': 'sign',
    'needs': 'publish',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...allowLogins([setup.main, ...setup.further], 'write'), ...(signing.by === 'identity' ? { 'id-token': 'write' } as const : {}) },
    'steps': [
      setup.useAction('sigstore/cosign-installer', { name: 'Install cosign', with: { 'cosign-release': setup.pins.version('CI_COSIGN_VERSION') } }),
      ...logIn(setup),
      ...repeatElsewhere(setup, ({ host }) => findRepository(image, host), {
        name: 'Sign',
        env: {
          DIGEST: expression('needs.publish.outputs.digest'),
          ...signing.by === 'key' ? { COSIGN_PRIVATE_KEY: renderSecret(signing.key), COSIGN_PASSWORD: renderSecret(signing.password) } : {},
        },
        run: printSignScript(signing),
      }),
    ],
  };
}

/**
 * How to verify a release. A workflow is called by its file and the ref that it runs on: a pushed tag, or the branch on which another workflow calls it.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc (`job_workflow_ref`)
 */
export function describeCheck(workflow: Workflow, { registry }: Pipeline, setup: Setup): string[] {
  return workflow.jobs.flatMap(job => (job.does === 'sign' ? describeSignatureCheck(job.signing, `${registry}/${job.image.repository}:TAG${job.image.tagSuffix}`, {
    identity: `^https://github\\.com/OWNER/REPOSITORY/${escapeExpression(setup.formatPath(workflow))}@refs/(heads/${escapeExpression(job.branch)}|tags/.*)$`,
    issuer: 'https://token.actions.githubusercontent.com',
  }) : []));
}
