import { expression } from './expression';
import type { Setup, Step } from './setup';
import type { Subject } from './subject';
import { Yaml, evaluated } from '../../../yaml';
import type { PipelineRegistry } from '../../pipeline';
import { findRepository, hasOtherPaths } from '../../repositories';
import { printDigestCommand } from '../../scripts';
import { TagSuffix, listRepositories } from '../../variants';

/** `IMAGE` of a job, unless it is that of the whole workflow. */
export function renderAddress({ main }: Setup, subject: Subject): Step {
  return listRepositories(subject.all).length === 1 ? {} : { env: { IMAGE: evaluated`${main.host}/${pickRepository(subject)}` } };
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

/** The same in a further registry, where it can differ. */
export function pickRepositoryIn({ further }: Setup, subject: Subject, registry: PipelineRegistry): ReturnType<Subject['pick']> {
  if (!hasOtherPaths(subject.images, registry)) return pickRepository(subject);
  return subject.pick(`repository-${further.indexOf(registry) + 2}`, image => findRepository(image, registry.host));
}

/** What the tags of the image end with, in a script, and the variable for it. */
export function pickSuffix(subject: Subject): { readonly suffix: TagSuffix; readonly env: Record<string, Yaml> } {
  const suffix = subject.pick('suffix', ({ tagSuffix }) => tagSuffix);
  return typeof suffix === 'string' ? { suffix, env: {} } : { suffix: { variable: 'SUFFIX' }, env: { SUFFIX: suffix } };
}

/** What finds the release that the run has published, for a job after that. */
export interface Published {
  /** `DIGEST`, or what the script needs to find it. */
  readonly env: Record<string, Yaml>;
  /** Sets `DIGEST`, unless it is a variable already. */
  readonly script: string;
}

/** The release that the run has published. With one image its digest is known; of several, each job looks for that of its own. */
export function findPublished(subject: Subject): Published {
  return subject.only === undefined ? renderDigest(subject) : { env: { DIGEST: expression('needs.publish.outputs.digest') }, script: '' };
}

/** A script that sets `DIGEST` to that of the release in `IMAGE`: jobs of a matrix have no outputs of their own. A published release never changes. */
function renderDigest(subject: Subject): Published {
  const { suffix, env } = pickSuffix(subject);
  return { script: `DIGEST=$(${printDigestCommand('TAG', suffix)})\n`, env };
}
