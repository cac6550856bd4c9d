import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Yaml, evaluated } from '../../../yaml';
import { printDigestCommand } from '../../scripts';
import { TagSuffix, listRepositories } from '../../variants';

/** `IMAGE` of a job, unless it is that of the whole workflow. */
export function renderAddress({ registry }: Setup, subject: Subject): Step {
  const repository = pickRepository(subject);
  return typeof repository === 'string' ? {} : { env: { IMAGE: evaluated`${registry}/${repository}` } };
}

/** `IMAGE` of a workflow, if all its images have one repository. */
export function renderSharedAddress(registry: string, images: Subject['images']): Record<string, Yaml> {
  const [repository, ...others] = listRepositories(images);
  return repository === undefined || others.length > 0 ? {} : { IMAGE: `${registry}/${repository}` };
}

/** The repository of the image. */
export function pickRepository(subject: Subject): ReturnType<Subject['pick']> {
  return subject.pick('repository', ({ repository }) => repository);
}

/** What the tags of the image end with, in a script, and the variable for it. */
export function pickSuffix(subject: Subject): { readonly suffix: TagSuffix; readonly env: Record<string, Yaml> } {
  const suffix = subject.pick('suffix', ({ tagSuffix }) => tagSuffix);
  return typeof suffix === 'string' ? { suffix, env: {} } : { suffix: { variable: 'SUFFIX' }, env: { SUFFIX: suffix } };
}

/** A script that sets `DIGEST` to that of the release in `IMAGE`: jobs of a matrix have no outputs of their own. A published release never changes. */
export function renderDigest(subject: Subject): { readonly script: string; readonly env: Record<string, Yaml> } {
  const { suffix, env } = pickSuffix(subject);
  return { script: `DIGEST=$(${printDigestCommand('TAG', suffix)})\n`, env };
}
