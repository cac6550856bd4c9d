/** What happens in a repository, in no forge's words. */
export type Event =
  | { readonly on: 'change'; readonly files?: readonly string[]; readonly isFork?: boolean }
  | { readonly on: 'push' }
  | { readonly on: 'main' }
  /** A commit arrives on the main branch whose builds are published. */
  | { readonly on: 'snapshot'; readonly files?: readonly string[] }
  /** The scheduled builds are due. */
  | { readonly on: 'schedule' }
  /** A tag is pushed. Where a workflow is run by its name, that is the one of `image` if it has releases of its own. */
  | { readonly on: 'tag'; readonly tag: string; readonly image?: string }
  /** A release whose archives get into a folder. */
  | { readonly on: 'archives'; readonly tag: string; readonly folder: string }
  /** A person starts the release of an image, where a forge has that. */
  | { readonly on: 'release'; readonly tag: string; readonly image: string }
  | { readonly on: 'rollback'; readonly to: string; readonly image?: { readonly name: string; readonly repository: string } };

/** Runs the workflows that an event starts; returns the arguments of the runner. */
export const RUNNERS: Record<string, (event: Event, secrets: Record<string, string>) => { program: string; args: string[] }> = {
  'woodpecker': (event, secrets) => ({
    program: 'run-woodpecker.mjs',
    args: [
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', { change: 'pull_request', push: 'push', main: 'push', snapshot: 'push', schedule: 'cron', tag: 'tag', archives: 'tag', release: 'manual', rollback: 'manual' }[event.on],
      ...(event.on === 'schedule' ? ['--cron', 'rebuild'] : []),
      ...(event.on === 'change' || event.on === 'snapshot' ? event.files ?? [] : []).flatMap(file => ['--changed', file]),
      ...Object.entries({ tag_token: 'standin', ...secrets }).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
    ],
  }),
  'github': (event, secrets) => runActions('.github', event, secrets),
  'gitea': (event, secrets) => runActions('.gitea', event, secrets),
  'forgejo': (event, secrets) => runActions('.forgejo', event, secrets),
  'script': event => ({
    program: 'run-script.mjs',
    args: [
      ...(event.on === 'tag' ? ['--ref', event.tag] : []),
      '--',
      ...event.on === 'change' || event.on === 'main' || event.on === 'snapshot' || event.on === 'schedule' ? ['build'] : event.on === 'push' ? ['tag', '--push']
        : event.on === 'tag' ? ['release', event.tag] : event.on === 'release' ? ['release', event.tag, event.image]
          : event.on === 'archives' ? ['archive', '--archives', event.folder, event.tag] : ['rollback', event.image?.name ?? 'hello', 'stable', event.to],
    ],
  }),
  'gitlab': runGitlab,
  'gitlab-rootless': runGitlab,
};

function runActions(folder: string, event: Event, secrets: Record<string, string>): { program: string; args: string[] } {
  return {
    program: 'run-actions.mjs',
    args: [
      `${folder}/workflows/${nameWorkflow(event)}.yml`,
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', {
        change: 'pull_request', push: 'push', main: 'push', snapshot: 'push', schedule: 'schedule', tag: 'push', archives: 'push', release: 'workflow_dispatch', rollback: 'workflow_dispatch',
      }[event.on],
      ...(event.on === 'change' && event.isFork ? ['--from', 'stranger/img'] : []),
      ...(event.on === 'release' ? ['--input', `tag=${event.tag}`] : []),
      ...(event.on === 'rollback' ? ['--input', `release=${event.to}`, '--input', 'tag=stable'] : []),
      ...(event.on === 'rollback' && event.image !== undefined ? ['--input', `image=${event.image.repository}`] : []),
      ...Object.entries({ TAG_TOKEN: 'standin', ...secrets }).flatMap(([name, value]) => ['--secret', `${name.toUpperCase()}=${value}`]),
    ],
  };
}

/** The workflow of an event: an image that has releases of its own has its own. */
function nameWorkflow(event: Event): string {
  const name = {
    change: 'build', push: 'release-tag', main: 'build', snapshot: 'snapshot', schedule: 'rebuild', tag: 'release', archives: 'release', release: 'release', rollback: 'rollback',
  }[event.on];
  return (event.on === 'tag' || event.on === 'release') && event.image !== undefined ? `${name}-${event.image}` : name;
}

function runGitlab(event: Event, secrets: Record<string, string>): { program: string; args: string[] } {
  return {
    program: 'run-gitlab.mjs',
    args: [
      ...(event.on === 'snapshot' ? ['--before', 'HEAD^'] : []),
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', {
        change: 'merge_request_event', push: 'push', main: 'push', snapshot: 'push', schedule: 'schedule', tag: 'push', archives: 'push', release: 'web', rollback: 'web',
      }[event.on],
      ...Object.entries({
        TAG_TOKEN: 'standin',
        ...event.on === 'schedule' ? { IMAGES_TASK: 'rebuild' } : {},
        ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name.toUpperCase(), value])),
        ...(event.on === 'rollback' ? { IMAGES_TASK: 'rollback', ROLLBACK_TO: event.to, ...event.image === undefined ? {} : { ROLLBACK_IMAGE: event.image.repository } } : {}),
      }).flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
    ],
  };
}
