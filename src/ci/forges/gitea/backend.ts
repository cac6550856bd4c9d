import { createDialect } from './dialect';
import { GiteaName, VERSIONS, hasFeature } from './features';
import type { GiteaOptions } from './options';
import { checkActionsUrl, checkVersion, findLosses, findManyJobs, findMissingCache } from './problems';
import { translateWorkflow } from './translate';
import type { ForgeBackend } from '../../forge-backend';
import type { Pipeline } from '../../pipeline';
import { findUnsupportedLogins } from '../../unsupported-logins';
import { createActionsBackend } from '../github/backend';

/**
 * Gitea Actions and Forgejo Actions: the workflows of GitHub, less what a version of the server does not have.
 *
 * @throws `ci/secret-name`
 * @see https://docs.gitea.com/usage/actions/comparison
 * @see https://forgejo.org/docs/latest/user/actions/reference/
 */
export function createGiteaBackend(name: GiteaName, options: GiteaOptions): ForgeBackend {
  const { serverVersion: version = VERSIONS[name].usual, actionsUrl, ...common } = options;
  const backend = createActionsBackend({ ...common, attest: false }, createDialect(name, version, actionsUrl));
  return {
    ...backend,
    draw: pipeline => {
      const { files, pins, problems } = backend.draw(pipeline);
      const drawn = files.map(file => {
        if ('script' in file) return { file, lost: [] };
        const { content, lost } = translateWorkflow(file.content, feature => hasFeature(name, version, feature));
        return { file: { ...file, content }, lost };
      });
      const isWrong = checkVersion(name, version);
      return {
        files: drawn.map(({ file }) => file),
        pins,
        problems: [
          ...isWrong,
          ...checkActionsUrl(name, actionsUrl),
          ...problems,
          ...findUnsupportedLogins(name, pipeline, 'secrets of the forge', secret => secret),
          ...findMissingCache(name, pipeline),
          ...findManyJobs(name, version, pipeline),
          ...(isWrong.length > 0 ? [] : findLosses(name, version, [...new Set(drawn.flatMap(({ lost }) => lost)), ...publishes(pipeline) ? ['attestations' as const] : []])),
        ],
      };
    },
  };
}

function publishes({ workflows }: Pipeline): boolean {
  return workflows.some(({ jobs }) => jobs.some(({ does }) => does === 'publish'));
}
