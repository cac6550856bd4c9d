/** The forges that read GitHub's workflows. */
export type GiteaName = 'Gitea' | 'Forgejo';

/** What GitHub has and these forges have only in newer versions, or not at all. */
export type Feature = 'concurrency' | 'jobConcurrency' | 'queue' | 'neededMatrix' | 'permissions' | 'timeouts' | 'environments' | 'mergeQueue' | 'attestations';

/** A feature, and what to know where it is missing. */
interface FeatureFacts {
  /** What it is, for people. */
  readonly shown: string;
  /** The first version that has it; undefined if none has. */
  readonly since: Readonly<Record<GiteaName, string | undefined>>;
  /** What is different without it, for each forge where something is lost. */
  readonly loss: Readonly<Partial<Record<GiteaName, string>>>;
}

const NEVER = { Gitea: undefined, Forgejo: undefined };

function inBoth(loss: string): Record<GiteaName, string> {
  return { Gitea: loss, Forgejo: loss };
}

/**
 * The features by version.
 *
 * Gitea: https://docs.gitea.com/1.25/usage/actions/comparison, and the same page of 1.26 and of 1.27. Forgejo:
 * https://forgejo.org/docs/latest/user/actions/reference/, https://forgejo.org/docs/latest/user/actions/github-actions/
 */
export const FEATURES: Readonly<Record<Feature, FeatureFacts>> = {
  // Forgejo: https://codeberg.org/forgejo/forgejo/pulls/9434, "at the workflow level".
  concurrency: { shown: '`concurrency` of a workflow', since: { Gitea: '1.26', Forgejo: '14.0' }, loss: inBoth('Two releases may move the same tag at once, and the older one may win.') },
  // Without it, the workflow gets the group of the job: see `translateWorkflow`.
  jobConcurrency: { shown: '`concurrency` of a job', since: { Gitea: '1.26', Forgejo: undefined }, loss: {} },
  // Gitea: CancelPreviousJobsByJobConcurrency in models/actions/run_job.go of 1.26. Forgejo runs all that wait, one after the other.
  queue: {
    shown: '`queue` of `concurrency`',
    since: NEVER,
    loss: { Gitea: 'A run that waits for another one, such as a promotion, is cancelled when a third one comes: run it again.' },
  },
  // Gitea: https://github.com/go-gitea/gitea/pull/36564, which no 1.27 has. Forgejo: https://codeberg.org/forgejo/forgejo/pulls/10244.
  neededMatrix: { shown: 'a `matrix` that another job decides', since: { Gitea: '1.28', Forgejo: '14.0' }, loss: {} },
  // Gitea: https://github.com/go-gitea/gitea/pull/36173
  permissions: { shown: '`permissions`', since: { Gitea: '1.26', Forgejo: undefined }, loss: inBoth('The token of each job may do what the settings of the repository allow.') },
  // Forgejo: its reference describes them since 14.0.
  timeouts: { shown: '`timeout-minutes` of a job', since: { Gitea: '1.27', Forgejo: '14.0' }, loss: inBoth('Only the runner ends a job that hangs.') },
  environments: { shown: '`environment` of a job', since: NEVER, loss: inBoth('No person approves a job, and its secrets are those of the repository.') },
  mergeQueue: { shown: '`merge_group`', since: NEVER, loss: {} },
  // GitHub stores them. Gitea has no OpenID Connect for workflows: https://github.com/go-gitea/gitea/pull/39052
  attestations: { shown: 'attestations', since: NEVER, loss: inBoth('Nothing attests how an image was built.') },
};

/** The versions of each forge. */
export const VERSIONS: Readonly<Record<GiteaName, {
  /** The one that is assumed. */
  readonly usual: string;
  /** The first one that has artifacts of version 4 and asks for the inputs of a workflow that a person starts. */
  readonly first: string;
}>> = {
  // https://github.com/go-gitea/gitea/issues/32679, https://github.com/go-gitea/gitea/pull/28163
  Gitea: { usual: '1.27', first: '1.23' },
  // The oldest one that was supported in 2026.
  Forgejo: { usual: '15.0', first: '11.0' },
};

const VERSION = /^v?(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d{1,4})?$/;

/** Whether a version is a number that can be compared. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Whether a version is that one or a newer one. */
export function isAtLeast(version: string, first: string): boolean {
  const [[major, minor], [firstMajor, firstMinor]] = [version, first].map(split);
  return major === firstMajor ? minor >= firstMinor : major > firstMajor;
}

/** Whether a version of a forge has a feature. */
export function hasFeature(forge: GiteaName, version: string, feature: Feature): boolean {
  const first = FEATURES[feature].since[forge];
  return first !== undefined && isAtLeast(version, first);
}

function split(version: string): number[] {
  const [, major = '0', minor = '0'] = VERSION.exec(version) ?? [];
  return [Number(major), Number(minor)];
}
