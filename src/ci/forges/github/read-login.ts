import { expression } from './expression';
import { renderIdentityLogin } from './identity';
import { allowLogins, renderLogin } from './login';
import { Permissions, Setup, Step, renderSecret } from './setup';
import { _quoteShellWord } from '../../../core';
import type { PipelineImage, PipelineRegistry } from '../../pipeline';

/** Forks have neither secrets nor tokens that name the job. */
const NO_FORK = 'github.event.pull_request.head.repo.fork != true';

/** When a cache is written. */
const WRITES = "github.event_name == 'push'";

/** Logs in to the registries of the bases. It comes before the builder, which is an image of such a registry, too. */
export function logInToRead(setup: Setup): Step[] {
  return setup.reads.flatMap(registry => renderReadLogin(setup, registry));
}

/**
 * Logs in to the registry of the cache, where only builds of the main branch write. The token of the workflow can read there in any case.
 *
 * @param writes whether builds of the main branch are among those of the job
 */
export function logInToCache(setup: Setup, { cache }: Pick<PipelineImage, 'cache'>, writes: boolean): Step[] {
  const { main } = setup;
  if (cache === undefined || !(isToken(main) || writes)) return [];
  return renderLogin(setup, main, `Log in to ${main.host}, for the cache`, isToken(main) ? undefined : WRITES);
}

/** The permissions for this login. A job of nothing but proposed changes gets none to write: it runs what nobody has reviewed. */
export function allowCache({ main }: Setup, { cache }: Pick<PipelineImage, 'cache'>, writes: boolean): Permissions {
  return cache === undefined || !(isToken(main) || writes) ? {} : allowLogins([main], writes ? 'write' : 'read');
}

function isToken({ credentials, identity }: PipelineRegistry): boolean {
  return credentials === undefined && identity === undefined;
}

/** Ends these logins: what follows runs programs of others. */
export function logOut({ reads, main }: Setup, { cache }: Pick<PipelineImage, 'cache'>): Step[] {
  const hosts = [...new Set([...reads, ...(cache === undefined ? [] : [main])].map(({ host }) => host))];
  return hosts.length === 0 ? [] : [{ name: 'Log out', if: 'always()', run: hosts.map(host => `docker logout ${_quoteShellWord(host)}\n`).join('') }];
}

function renderReadLogin(setup: Setup, { host, credentials, identity }: PipelineRegistry): Step[] {
  const name = `Log in to ${host}, to read`;
  if (identity !== undefined) return renderIdentityLogin(setup, host, identity, name, NO_FORK);
  return [{
    name,
    env: {
      LOGIN_USER: credentials === undefined ? expression('github.actor') : renderSecret(credentials.user),
      LOGIN_TOKEN: credentials === undefined ? expression('github.token') : renderSecret(credentials.token),
    },
    run: `if [ -z "$LOGIN_TOKEN" ]; then
  echo "::notice::No login to ${host}: the secret is empty, as in pull requests of forks."
else
  printf %s "$LOGIN_TOKEN" | docker login --username "$LOGIN_USER" --password-stdin ${_quoteShellWord(host)}
fi
`,
  }];
}
