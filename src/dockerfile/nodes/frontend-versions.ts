/**
 * The first version of the Dockerfile frontend with each feature, and of its labs channel if that had it earlier.
 *
 * @see https://github.com/moby/buildkit/releases?q=dockerfile
 * @see https://docs.docker.com/reference/dockerfile/
 * @internal
 */
export const _FRONTEND_VERSIONS: Readonly<Record<string, { readonly since: string; readonly labs?: string }>> = {
  'add --checksum': { since: '1.6' },
  'add --checksum=commit': { since: '1.17' },
  'add --keep-git-dir': { since: '1.1' },
  'add --unpack': { since: '1.17' },
  'add git?': { since: '1.18' },
  'add git?fetch-by-commit': { since: '1.24' },
  'add git?mtime': { since: '1.23' },
  'arg SOURCE_DATE_EPOCH=stage': { since: '1.24' },
  'check directive': { since: '1.8' },
  'copy --chmod': { since: '1.2' },
  'copy --chmod=symbolic': { since: '1.14' },
  'copy --exclude': { since: '1.19', labs: '1.7' },
  'copy --link': { since: '1.4' },
  'copy --parents': { since: '1.20', labs: '1.7' },
  'healthcheck --start-interval': { since: '1.6' },
  'heredoc': { since: '1.4' },
  'onbuild from': { since: '1.11' },
  'pattern in ${}': { since: '1.7' },
  'run --device': { since: '1.27', labs: '1.14' },
  'run --mount': { since: '1.2' },
  'run --mount=type=secret,env': { since: '1.10' },
  'run --network': { since: '1.3' },
  'run --security': { since: '1.20', labs: '1.3' },
};
