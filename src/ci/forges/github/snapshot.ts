import { pickRepository, pickSuffix } from './address';
import { getArchives, listArchives } from './archives';
import { expression } from './expression';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import type { Setup, Step } from './setup';
import { nameJob } from './source';
import { Subject } from './subject';
import { Yaml, annotateValue, evaluated } from '../../../yaml';
import type { BuildTag } from '../../build-tag';
import type { Job, PipelineImage } from '../../pipeline';
import { printSnapshotIndexScript } from '../../snapshot-script';

/** A change of the repository itself. A workflow that a fork or Dependabot starts has a token that cannot write. */
export const OWN_CHANGE = "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository "
  + "&& github.event.pull_request.user.login != 'dependabot[bot]'";

/** What is published of builds that are no releases. */
export interface Publication {
  readonly images: readonly PipelineImage[];
  readonly tags: readonly BuildTag[];
  /** The variables of these tags. */
  readonly env: Readonly<Record<string, Yaml>>;
  /** When it is published, besides after the build. */
  readonly limit?: { readonly condition: string; readonly reason: string };
}

/** The publication of builds of the main branch. */
export function describeSnapshots(jobs: readonly Extract<Job, { does: 'snapshot' }>[]): Publication {
  return { images: jobs.map(({ image }) => image), tags: jobs[0].tags, env: { COMMIT: expression('github.sha') } };
}

/** The publication of builds of a proposed change. */
export function describePreviews(jobs: readonly Extract<Job, { does: 'preview' }>[]): Publication {
  return {
    images: jobs.map(({ image }) => image),
    tags: [jobs[0].tag],
    env: { CHANGE: expression('github.event.pull_request.number') },
    limit: { condition: OWN_CHANGE, reason: 'The token of a fork, or of Dependabot, cannot write.' },
  };
}

/** The job that publishes the only image of a workflow. */
export function renderPublication(setup: Setup, registry: string, publication: Publication): GithubJob {
  const { name, ...job } = renderPublishing(setup, registry, Subject.perImage(publication.images), publication);
  const { limit } = publication;
  return { name, if: limit && annotateValue(limit.condition, { before: limit.reason }), needs: 'build', ...job };
}

/**
 * It runs nothing of the repository, and gets the images byte for byte as they were before anything else ran. What differs between the images is known
 * once it is rendered.
 *
 * @param matrix what a matrix adds to the job
 */
export function renderPublishing(setup: Setup, registry: string, subject: Subject, { tags, env }: Publication, matrix: Step = {}): GithubJob {
  const { archives, before, env: archiveEnv } = listArchives(subject);
  const { suffix, env: suffixEnv } = pickSuffix(subject);
  return {
    'name': nameJob(subject, 'publish'),
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main], 'write'),
    'env': { REGISTRY: registry, IMAGE: evaluated`${registry}/${pickRepository(subject)}` },
    ...matrix,
    'steps': [
      getArchives(setup, subject),
      setup.setUpClient(),
      ...logIn(setup),
      {
        name: 'Publish them as one index',
        env: { ...env, ...archiveEnv, ...suffixEnv },
        run: `${before}${printSnapshotIndexScript(archives, tags, suffix)}`,
      },
    ],
  };
}
