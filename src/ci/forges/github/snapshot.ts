import { getArchives, listArchives } from './archives';
import { expression } from './expression';
import type { GithubJob } from './job';
import { allowLogins, logIn } from './login';
import type { Setup } from './setup';
import { Subject } from './subject';
import { Yaml, annotateValue, evaluated } from '../../../yaml';
import type { BuildTag } from '../../build-tag';
import type { Job, PipelineImage } from '../../pipeline';
import { printSnapshotIndexScript } from '../../snapshot-script';

/** A change of the repository itself. A workflow that a fork or Dependabot starts has a token that cannot write. */
export const OWN_CHANGE = "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository "
  + "&& github.event.pull_request.user.login != 'dependabot[bot]'";

/** The job that publishes a build of the main branch. */
export function renderSnapshot(setup: Setup, registry: string, { image, tags }: Extract<Job, { does: 'snapshot' }>): GithubJob {
  return renderPublication(setup, registry, image, tags, { COMMIT: expression('github.sha') });
}

/** The job that publishes a build of a proposed change. */
export function renderPreview(setup: Setup, registry: string, { image, tag }: Extract<Job, { does: 'preview' }>): GithubJob {
  const { name, ...job } = renderPublication(setup, registry, image, [tag], { CHANGE: expression('github.event.pull_request.number') });
  return { name, if: annotateValue(OWN_CHANGE, { before: 'The token of a fork, or of Dependabot, cannot write.' }), ...job };
}

/** It runs nothing of the repository, and gets the images byte for byte as they were before anything else ran. */
function renderPublication(setup: Setup, registry: string, image: PipelineImage, tags: readonly BuildTag[], env: Record<string, Yaml>): GithubJob {
  const subject = Subject.perImage([image]);
  return {
    'name': 'publish',
    'needs': 'build',
    'runs-on': setup.findRunner(),
    'timeout-minutes': setup.minutes.checks,
    'environment': setup.environments.publish,
    'permissions': allowLogins([setup.main], 'write'),
    'env': { REGISTRY: registry, IMAGE: evaluated`${registry}/${image.repository}` },
    'steps': [
      getArchives(setup, subject),
      setup.setUpClient(),
      ...logIn(setup),
      { name: 'Publish them as one index', env, run: printSnapshotIndexScript(listArchives(subject).archives, tags, image.tagSuffix) },
    ],
  };
}
