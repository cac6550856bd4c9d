import type { Permissions } from './setup';
import type { Yaml } from '../../../yaml';

/** One job, and its permissions. */
export interface GithubJob {
  readonly permissions: Permissions;
  readonly [key: string]: Yaml | undefined;
}

/** The variables of a step, if it has any: actionlint reports an empty `env`. */
export function nameVariables(env: Record<string, Yaml>): Record<string, Yaml> | undefined {
  return Object.keys(env).length === 0 ? undefined : env;
}
