import { checkSecretName } from '../../secret-name';

/** Stops with a message if a variable is missing: a protected one is empty in pipelines of other branches and tags. */
export function printRequired(names: readonly string[], hint: string): string[] {
  return names.map(name => `: "\${${checkSecretName(name)}:?is not set. ${hint}}"`);
}

/** What to look at if a variable of a job that follows a review is missing. */
export const PROTECTED = 'A protected variable needs a protected branch or tag.';

/** How the clients log in to `$REGISTRY`. BuildKit reads the file of docker. */
const CLIENTS = {
  docker: (user: string, token: string) => `printf %s "$${token}" | docker login --username "$${user}" --password-stdin "$REGISTRY"`,
  oras: (user: string, token: string) => `printf %s "$${token}" | oras login --username "$${user}" --password-stdin "$REGISTRY"`,
  cosign: (user: string, token: string) => `printf %s "$${token}" | cosign login --username "$${user}" --password-stdin "$REGISTRY"`,
  buildctl: (user: string, token: string) => `mkdir -p ~/.docker
printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$(printf %s:%s "$${user}" "$${token}" | base64 | tr -d '\\n')" > ~/.docker/config.json
`,
};

/** Logs in to `$REGISTRY`. */
export function printLogin(client: keyof typeof CLIENTS, { user, token }: { readonly user: string; readonly token: string }): string[] {
  return [...printRequired([user, token], PROTECTED), CLIENTS[client](checkSecretName(user), checkSecretName(token))];
}
