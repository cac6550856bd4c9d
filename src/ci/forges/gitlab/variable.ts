import { Evaluation, type Dialect, type Yaml } from '../../../yaml';

/** A variable that GitLab replaces in an entry of `variables`, in `image` and in `services`: `$NAME`. */
export function variable(name: string): Evaluation {
  return new Evaluation(`$${name}`);
}

/**
 * GitLab parses the YAML and replaces variables in some values only. A text of a user is never one of these, apart from the address of an image: it is a
 * word of a `script`, where only the shell expands variables, or it has a form without `$` and `%`. `$[[ … ]]` is evaluated only in files with a header.
 *
 * @see https://docs.gitlab.com/ci/variables/where_variables_can_be_used/
 * @see https://docs.gitlab.com/ci/inputs/#define-input-parameters-with-specinputs
 */
export const DIALECT: Dialect = { isFirst: false, literal: text => text, evaluation: source => source, file: text => text };

/**
 * Entries of `variables`, in whose texts GitLab replaces nothing.
 *
 * @see https://docs.gitlab.com/ci/variables/#prevent-cicd-variable-expansion
 */
export function renderVariables(values: Readonly<Record<string, Yaml | undefined>>): Record<string, Yaml | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value.replace(/\$/g, '$$$$') : value]));
}

/**
 * Variables of the jobs. One of the same name in the settings of the project would replace them: a secret called TAG would become the tag of an image.
 *
 * @see https://docs.gitlab.com/ci/variables/#cicd-variable-precedence
 */
export const TAKEN: ReadonlySet<string> = new Set([
  'REGISTRY', 'IMAGE', 'IMAGES', 'TAG', 'REMOTE', 'BRANCH', 'COMMIT', 'API', 'FORGE', 'REPOSITORY', 'GIT_DEPTH', 'GIT_STRATEGY', 'BUILDKITD_FLAGS',
  'DOCKER_HOST', 'DOCKER_TLS_CERTDIR', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH',
  'RENOVATE_PLATFORM', 'RENOVATE_ENDPOINT', 'RENOVATE_REPOSITORIES', 'RENOVATE_ONBOARDING',
  'IMAGES_TASK', 'ROLLBACK_IMAGE', 'ROLLBACK_SUFFIX', 'ROLLBACK_TAG', 'ROLLBACK_TO',
]);
