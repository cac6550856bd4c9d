/**
 * How many links a path may pass through before it counts as a loop: Linux' own limit (`MAXSYMLINKS`).
 *
 * @see https://man7.org/linux/man-pages/man7/path_resolution.7.html
 * @internal
 */
export const _MAX_LINKS = 40;
