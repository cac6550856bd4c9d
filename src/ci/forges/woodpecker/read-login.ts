import type { Yaml } from '../../../yaml';
import type { PipelineRegistry } from '../../pipeline';

/**
 * The setting with the logins of a build. Only the plugin gets these secrets. Woodpecker starts no step whose secret it does not have.
 *
 * @see https://codeberg.org/woodpecker-plugins/docker-buildx/src/branch/main/docs.md
 */
export function renderReadLogins(reads: readonly PipelineRegistry[]): Yaml | undefined {
  const logins = reads.flatMap(({ host, credentials }) => (credentials === undefined ? [] : [{
    registry: host === 'docker.io' ? 'https://index.docker.io/v1/' : host,
    username: { from_secret: credentials.user },
    password: { from_secret: credentials.token },
  }]));
  return logins.length === 0 ? undefined : logins;
}
