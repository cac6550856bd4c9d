/** What happens in a repository, in no forge's words. */
export type Event = { readonly on: 'change'; readonly files?: readonly string[] } | { readonly on: 'push' } | { readonly on: 'main' } | { readonly on: 'tag'; readonly tag: string } | { readonly on: 'rollback'; readonly to: string };

/** Runs the workflows that an event starts; returns the arguments of the runner. */
export const RUNNERS: Record<string, (event: Event, secrets: Record<string, string>) => { program: string; args: string[] }> = {
  'woodpecker': (event, secrets) => ({
    program: 'run-woodpecker.mjs',
    args: [
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', { change: 'pull_request', push: 'push', main: 'push', tag: 'tag', rollback: 'manual' }[event.on],
      ...(event.on === 'change' ? event.files ?? [] : []).flatMap(file => ['--changed', file]),
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
      ...event.on === 'change' || event.on === 'main' ? ['build'] : event.on === 'push' ? ['tag', '--push']
        : event.on === 'tag' ? ['release', event.tag] : ['rollback', 'hello', 'stable', event.to],
    ],
  }),
  'gitlab': runGitlab,
  'gitlab-rootless': runGitlab,
};

function runActions(folder: string, event: Event, secrets: Record<string, string>): { program: string; args: string[] } {
  return {
    program: 'run-actions.mjs',
    args: [
      `${folder}/workflows/${{ change: 'build', push: 'release-tag', main: 'build', tag: 'release', rollback: 'rollback' }[event.on]}.yml`,
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', { change: 'pull_request', push: 'push', main: 'push', tag: 'push', rollback: 'workflow_dispatch' }[event.on],
      ...(event.on === 'rollback' ? ['--input', `release=${event.to}`, '--input', 'tag=stable'] : []),
      ...Object.entries({ TAG_TOKEN: 'standin', ...secrets }).flatMap(([name, value]) => ['--secret', `${name.toUpperCase()}=${value}`]),
    ],
  };
}

function runGitlab(event: Event, secrets: Record<string, string>): { program: string; args: string[] } {
  return {
    program: 'run-gitlab.mjs',
    args: [
      ...(event.on === 'tag' ? ['--ref', `refs/tags/${event.tag}`] : []),
      '--event', { change: 'merge_request_event', push: 'push', main: 'push', tag: 'push', rollback: 'web' }[event.on],
      ...Object.entries({
        TAG_TOKEN: 'standin',
        ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name.toUpperCase(), value])),
        ...(event.on === 'rollback' ? { IMAGES_TASK: 'rollback', ROLLBACK_TO: event.to } : {}),
      }).flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
    ],
  };
}
