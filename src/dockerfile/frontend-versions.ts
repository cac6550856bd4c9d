/**
 * The version of the Dockerfile frontend that brought a feature.
 *
 * @see https://github.com/moby/buildkit/releases?q=dockerfile
 * @internal
 */
export const _FRONTEND_VERSIONS: Record<string, string> = {
  'add --keep-git-dir': '1.1',
  'copy --chmod': '1.2',
  'run --mount': '1.2',
  'run --network': '1.3',
  'heredoc': '1.4',
  'copy --link': '1.4',
  'add --checksum': '1.6',
  'run --mount=type=secret,env': '1.10',
  'copy --chmod=symbolic': '1.14',
  'add --unpack': '1.17',
  'copy --exclude': '1.19',
  'copy --parents': '1.20',
  'run --security': '1.20',
};
