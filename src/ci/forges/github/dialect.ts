import type { GithubOptions, GithubSecrets } from './options';
import type { _ForgeActionName } from '../../../versions';
import type { ReleaseApi } from '../../release-files-script';
import type { InputSupport } from '../../unsupported-inputs';

/** The options of GitHub, and those that only other forges have. */
export interface ActionsOptions extends GithubOptions {
  readonly secrets?: GithubSecrets & {
    /** Token that pushes the tags of releases. */
    readonly tagToken?: string;
    /** Token for GitHub, which Renovate asks for releases. */
    readonly githubToken?: string;
  };
}

/**
 * How a forge that reads GitHub's workflows differs in what has to be written. What it only lacks is not said here: those keys are removed from the
 * finished workflow.
 */
export interface ActionsDialect {
  /** Its usual name; the one of its factory, in small letters. */
  readonly name: string;
  /** The folder of the workflows. */
  readonly directory: string;
  /** What it can pass to a build. */
  readonly inputs: InputSupport;
  /** What its administrators require of a change, in which the check of a workflow stands. */
  readonly requirement: (workflow: string, check: string) => string;
  /** Whether a proposed change is checked out merged into its target. */
  readonly merges: boolean;
  /**
   * Whether the token of a workflow is all that it needs: it logs in to the forge's own registry, and the workflow that it tags a release in calls
   * the release. Elsewhere, secrets have these tokens.
   */
  readonly tokens: boolean;
  /** Whether one job can decide what the matrix of another one is. Elsewhere each image has its jobs, and those of an unaffected one do nothing. */
  readonly decides: boolean;
  /**
   * Which promotions wait for each other if there are several images: those in a repository; where only one job can wait, those of the same tags; and
   * all of them, where only whole workflows have an order.
   */
  readonly waits: 'in repository' | 'for tags' | 'in workflow';
  /** What the tokens of secrets need, for people. */
  readonly access: { readonly tag: string; readonly update: string; readonly renovate: string };
  /** The usual label of the runners; undefined if the forge has its own, whose labels have versions. */
  readonly runner?: string;
  /** Address of the server that has the actions, without a slash at the end; undefined if it is the forge itself. */
  readonly actionHost?: string;
  /** Actions that do not run there, and those that do the same, which are on their own servers. */
  readonly forks: Readonly<Partial<Record<_ForgeActionName, _ForgeActionName>>>;
  /** The API for the files of a release. */
  readonly releases: ReleaseApi;
  /** Renovate's name of the forge, if it runs in a container of the job instead of as an action. */
  readonly renovatePlatform?: string;
}

/** GitHub itself. */
export const GITHUB: ActionsDialect = {
  name: 'GitHub',
  directory: '.github/workflows',
  inputs: { forge: 'GitHub', ssh: true, contexts: true, commas: true, reads: ['registry', 'gha'], writes: ['gha'] },
  requirement: (_, check) => `a branch rule that requires the check "${check}", which every change has`,
  merges: true,
  tokens: true,
  decides: true,
  waits: 'in repository',
  access: {
    tag: '',
    update: 'a token with write access to contents and workflows, not that of the workflow, whose pushes start no checks',
    renovate: 'a token of the bot with write access to contents, issues, pull requests and workflows',
  },
  forks: {},
  releases: 'github',
};
