import type { Permissions } from './setup';
import type { Yaml } from '../../../yaml';

/** One job, and its permissions. */
export interface GithubJob {
  readonly permissions: Permissions;
  readonly [key: string]: Yaml | undefined;
}
