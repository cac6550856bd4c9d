import { GiteaName, hasFeature } from './features';
import { ActionPin } from '../../../versions';
import type { ActionFork, ActionsDialect } from '../github/dialect';

/** The usual labels of runners. https://docs.gitea.com/usage/actions/act-runner#labels, https://forgejo.org/docs/latest/user/actions/basic-concepts/ */
const RUNNERS: Record<GiteaName, string> = { Gitea: 'ubuntu-latest', Forgejo: 'docker' };

/**
 * The actions that keep artifacts refuse every server but GitHub. These copies are without that check, and otherwise version 4.
 *
 * @see https://github.com/go-gitea/gitea/issues/35706
 * @see https://forgejo.org/docs/latest/user/actions/advanced-features/#artifacts
 */
const FORKS: Record<GiteaName, Record<'actions/upload-artifact' | 'actions/download-artifact', ActionFork>> = {
  Gitea: {
    'actions/upload-artifact': forkOf('https://github.com', 'christopherhx/gitea-upload-artifact', '81f940d004763f986ba3582c007fd842dd5cb0d7'),
    'actions/download-artifact': forkOf('https://github.com', 'christopherhx/gitea-download-artifact', '75635f32b4c1c41c4b3d64e8f85210112ed4c9c7'),
  },
  Forgejo: {
    'actions/upload-artifact': forkOf('https://code.forgejo.org', 'forgejo/upload-artifact', '16871d9e8cfcf27ff31822cac382bbb5450f1e1e'),
    'actions/download-artifact': forkOf('https://code.forgejo.org', 'forgejo/download-artifact', 'd8d0a99033603453ad2255e58720b460a0555e1e'),
  },
};

function forkOf(host: string, name: string, digest: string): ActionFork {
  return { host, pin: new ActionPin(name, 'v4', digest) };
}

/** What both write differently from GitHub. */
export function createDialect(name: GiteaName, version: string, actionsUrl = 'https://github.com'): ActionsDialect {
  const host = actionsUrl.replace(/\/+$/, '');
  return {
    name,
    directory: `.${name.toLowerCase()}/workflows`,
    // The cache of a runner is not always there, and not that of GitHub.
    inputs: { forge: name, ssh: true, contexts: true, commas: true, reads: ['registry'], writes: [] },
    // The name of a commit status: `createCommitStatus` in services/actions/commit_status.go of both.
    requirement: (workflow, check) => `a branch protection that requires the status check "${workflow} / ${check} (pull_request)", which every change has`,
    // `github.ref` is refs/pull/<number>/head: services/actions/context.go of both.
    merges: false,
    // https://docs.gitea.com/usage/actions/comparison ("Package repository authorization"); what it pushes starts nothing:
    // `notify` in services/actions/notifier_helper.go of both.
    tokens: false,
    decides: hasFeature(name, version, 'neededMatrix'),
    waits: hasFeature(name, version, 'jobConcurrency') ? 'for tags' : 'in workflow',
    access: {
      tag: 'a token of a bot account with the scope write:repository, not that of the workflow, whose pushes start no release',
      update: 'a token of a bot account with the scope write:repository, not that of the workflow, whose pushes start no checks',
      renovate: 'a token of the bot with the scopes write:repository, write:issue, read:user, read:organization and read:misc',
    },
    runner: RUNNERS[name],
    actionHost: host,
    forks: FORKS[name],
    releases: 'gitea',
    renovatePlatform: name.toLowerCase(),
  };
}
