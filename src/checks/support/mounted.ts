/**
 * Paths that the runtime mounts over the files of an image: kernel file systems, and the files that name the container.
 *
 * @see https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md#default-filesystems
 */
const BY_RUNTIME = /^\/(proc|sys|dev)(\/|$)|^\/etc\/(hosts|hostname|resolv\.conf)$/;

/**
 * Whether a path in the container has other content than in the image.
 *
 * @param volumes directories that are declared as volumes
 * @internal
 */
export function _isMounted(path: string, volumes: string[] = []): boolean {
  return BY_RUNTIME.test(path) || volumes.some(volume => path === volume || path.startsWith(`${volume.replace(/\/$/, '')}/`));
}
