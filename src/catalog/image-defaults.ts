/**
 * The PATH that BuildKit and engines set if an image sets none.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/util/system/path.go
 * @internal
 */
export const _DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The shell that runs the shell forms of a stage, and the health checks of an image, unless they set another.
 *
 * @see https://docs.docker.com/reference/dockerfile/#shell
 * @internal
 */
export const _DEFAULT_SHELL: readonly string[] = ['/bin/sh', '-c'];
