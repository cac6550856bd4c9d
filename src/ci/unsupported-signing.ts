import type { Problem } from '../core';
import type { Pipeline, PipelineSigning, Workflow } from './pipeline';
import { describeSignatureCheck } from './sign-script';

/** Whether a forge can sign whose workflows have no identity that Sigstore knows. */
export function canSign({ by }: PipelineSigning): boolean {
  return by === 'key';
}

/** Reports that such a forge cannot sign without a key. */
export function findUnsupportedSigning(forge: string, { workflows }: Pipeline): Problem[] {
  return workflows.every(({ jobs }) => jobs.every(job => job.does !== 'sign' || canSign(job.signing))) ? [] : [{
    id: 'ci/unsupported',
    what: `${forge} cannot sign without a key.`,
    why: 'Sigstore gives certificates to workflows of GitHub and GitLab.com only, so the releases would not be signed.',
    fix: 'Sign with a key: ImageSigning.key(); or give this forge a pipeline of its own, without signing.',
  }];
}

/** How to verify a release of such a forge. */
export function describeKeyCheck({ jobs }: Workflow, registry: string): string[] {
  return [...new Set(jobs.flatMap(job => (job.does === 'sign' && canSign(job.signing)
    ? describeSignatureCheck(job.signing, `${registry}/${job.image.repository}:TAG${job.image.tagSuffix}`, undefined) : [])))];
}
