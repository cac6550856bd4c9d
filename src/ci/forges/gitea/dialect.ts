import { GiteaName, hasFeature } from './features';
import type { ActionsDialect } from '../github/dialect';

/** The usual labels of runners. https://docs.gitea.com/usage/actions/act-runner#labels, https://forgejo.org/docs/latest/user/actions/basic-concepts/ */
const RUNNERS: Record<GiteaName, string> = { Gitea: 'ubuntu-latest', Forgejo: 'docker' };

/** The actions that keep artifacts refuse every server but GitHub. These are copies without that check. */
const FORKS: Record<GiteaName, ActionsDialect['forks']> = {
  Gitea: { 'actions/upload-artifact': 'christopherhx/gitea-upload-artifact', 'actions/download-artifact': 'christopherhx/gitea-download-artifact' },
  Forgejo: { 'actions/upload-artifact': 'forgejo/upload-artifact', 'actions/download-artifact': 'forgejo/download-artifact' },
};

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
