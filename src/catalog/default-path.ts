/**
 * The PATH that BuildKit and engines set if an image sets none.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/util/system/path.go
 * @internal
 */
export const _DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
