/**
 * What the runtime puts over the files of an image: kernel file systems, and the files that name the container.
 *
 * @see https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md#default-filesystems
 */
const BY_RUNTIME = /^\/(proc|sys|dev)(\/|$)|^\/etc\/(hosts|hostname|resolv\.conf)$/;

/**
 * Whether what is at a path in the container is not what is there in the image.
 *
 * @param volumes directories that are declared as volumes
 * @internal
 */
export function _isMounted(path: string, volumes: string[] = []): boolean {
  return BY_RUNTIME.test(path) || volumes.some(volume => path === volume || path.startsWith(`${volume.replace(/\/$/, '')}/`));
}
