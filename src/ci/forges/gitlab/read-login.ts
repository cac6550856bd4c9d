import { checkSecretName } from '../../secret-name';

/** A login that may be missing. */
export interface ReadLogin {
  /** The host, for use between double quotes. */
  readonly host: string;
  /** Names of the variables. */
  readonly user: string;
  readonly token: string;
}

/**
 * Logs in to the registries that a build uses. Merge requests of forks have no variables of the project, and only protected branches and tags have
 * protected ones: such a build says so, and goes on. BuildKit without docker reads the file of docker, which has all logins.
 */
export function printReadLogins(client: 'docker' | 'buildctl', logins: readonly ReadLogin[]): string[] {
  if (logins.length === 0) return [];
  if (client === 'docker') {
    return logins.map(login => printLogin(login, `printf %s "$${login.token}" | docker login --username "$${login.user}" --password-stdin "${login.host}"`));
  }
  return [[
    'auths=\n',
    ...logins.map(login => printLogin(login, `auths="$auths,\\"${findKey(login.host)}\\":{\\"auth\\":\\"$(printf %s:%s "$${login.user}" "$${login.token}" | base64 | tr -d '\\n')\\"}"`)),
    'mkdir -p ~/.docker\nprintf \'{"auths":{%s}}\' "${auths#,}" > ~/.docker/config.json\n',
  ].join('')];
}

function printLogin({ host, user, token }: ReadLogin, login: string): string {
  checkSecretName(user);
  return `if [ -n "$${checkSecretName(token)}" ]; then
  ${login}
else
  echo "No login to ${host}: ${token} is empty, as in merge requests of forks."
fi
`;
}

/** The key of a registry in the file of docker. @see https://github.com/moby/buildkit/blob/v0.24.0/session/auth/authprovider/authprovider.go */
function findKey(host: string): string {
  return host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}
