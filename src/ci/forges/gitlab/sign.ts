import { PROTECTED, printRequired } from './login';
import type { GitlabJob, Setup } from './setup';
import type { PipelineSigning, Workflow } from '../../pipeline';
import { DIGEST_FILE } from '../../publish-script';
import { describeSignatureCheck, escapeExpression, listSigningSecrets, printSignScript } from '../../sign-script';

/**
 * The rest of a job that signs what a job before it has pushed.
 *
 * @see https://docs.gitlab.com/ci/yaml/signing_examples/
 */
export function renderSigning(signing: PipelineSigning, login: readonly string[]): GitlabJob {
  return {
    id_tokens: signing.by === 'identity' ? { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } } : undefined,
    script: [
      ...login,
      ...printRequired(listSigningSecrets(signing), PROTECTED),
      `DIGEST=$(cat ${DIGEST_FILE})\n${printSignScript(signing, ...listSigningSecrets(signing))}`,
    ],
  };
}

/** How to verify a release, of each image: the identity is the configuration file of the project, and the tag of the release. */
export function describeCheck({ jobs }: Workflow, { logins: [{ prefix }] }: Setup): string[] {
  const registry = typeof prefix === 'string' ? prefix : prefix.source;
  const lines = jobs.flatMap(job => (job.does === 'sign' ? describeSignatureCheck(job.signing, `${registry}/${job.image.repository}:TAG${job.image.tagSuffix}`, {
    identity: `^https://gitlab\\.com/GROUP/PROJECT//${escapeExpression('.gitlab-ci.yml')}@refs/tags/`,
    issuer: 'https://gitlab.com',
  }) : []));
  return [...new Set(lines)];
}
