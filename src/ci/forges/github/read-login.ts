import { expression } from './expression';
import { renderIdentityLogin } from './identity';
import { Setup, Step, renderSecret } from './setup';
import type { PipelineRegistry } from '../../pipeline';

/** Forks have neither secrets nor tokens that name the job. */
const NO_FORK = 'github.event.pull_request.head.repo.fork != true';

/** Logs in to the registries of the bases. It comes before the builder, which is an image of such a registry, too. */
export function logInToRead(setup: Setup): Step[] {
  return setup.reads.flatMap(registry => renderLogin(setup, registry));
}

/** Ends these logins: what follows runs programs of others. */
export function logOut({ reads }: Setup): Step[] {
  return reads.length === 0 ? [] : [{ name: 'Log out', if: 'always()', run: reads.map(({ host }) => `docker logout ${host}\n`).join('') }];
}

function renderLogin(setup: Setup, { host, credentials, identity }: PipelineRegistry): Step[] {
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
  printf %s "$LOGIN_TOKEN" | docker login --username "$LOGIN_USER" --password-stdin ${host}
fi
`,
  }];
}
