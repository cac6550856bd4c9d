import { findPublished, pickRepositoryIn } from './address';
import { renderEach } from './each-image';
import { repeatElsewhere } from './further';
import { GithubJob, nameVariables } from './job';
import { allowLogins, logIn } from './login';
import { Setup, renderSecret } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import type { Yaml } from '../../../yaml';
import type { Pipeline, PipelineImage, PipelineSigning, Workflow } from '../../pipeline';
import { describeSignatureCheck, escapeExpression, printSignScript } from '../../sign-script';

/** The jobs that sign what was published, in each registry. They are the only ones with the key, or with the identity of the workflow for Sigstore. */
export function renderSign(setup: Setup, images: readonly PipelineImage[], signing: PipelineSigning, needs: Yaml): Record<string, GithubJob> {
  const subject = Subject.perImage(images);
  const { script, env } = findPublished(subject);
  const steps = [
    setup.useAction('sigstore/cosign-installer', { name: 'Install cosign', with: { 'cosign-release': setup.pins.version('CI_COSIGN_VERSION') } }),
    ...logIn(setup),
    ...repeatElsewhere(setup, registry => pickRepositoryIn(setup, subject, registry), {
      name: 'Sign',
      env: nameVariables({ ...env, ...signing.by === 'key' ? { COSIGN_PRIVATE_KEY: renderSecret(signing.key), COSIGN_PASSWORD: renderSecret(signing.password) } : {} }),
      run: `${script}${printSignScript(signing)}`,
    }),
  ];
  return renderEach('sign', setup, subject, matrix => ({
    'name': nameJob(subject, 'sign'),
    'needs': needs,
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': { ...allowLogins([setup.main, ...setup.further], 'write'), ...(signing.by === 'identity' ? { 'id-token': 'write' } as const : {}) },
    ...matrix,
    steps,
  }));
}

/**
 * How to verify a release, of each image. A workflow is called by its file and the ref that it runs on: a pushed tag, or the branch on which another workflow calls it.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc (`job_workflow_ref`)
 */
export function describeCheck(workflow: Workflow, { registry }: Pipeline, setup: Setup): string[] {
  const lines = workflow.jobs.flatMap(job => (job.does === 'sign' ? describeSignatureCheck(job.signing, `${registry}/${job.image.repository}:TAG${job.image.tagSuffix}`, {
    identity: `^https://github\\.com/OWNER/REPOSITORY/${escapeExpression(setup.formatPath(workflow))}@refs/(heads/${escapeExpression(job.branch)}|tags/.*)$`,
    issuer: 'https://token.actions.githubusercontent.com',
  }) : []));
  return [...new Set(lines)];
}
