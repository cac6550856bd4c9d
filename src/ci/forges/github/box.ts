/**
 * Prints lines of a script that create a container, `$box`, for its only program; it is removed when the shell ends. Files get in and out by
 * `docker cp`: a runner in a container has no folders that docker could mount.
 *
 * @param words options, the image and arguments, as words of a shell
 * @param indent what the lines begin with
 */
export function printBox(words: string, indent = ''): string {
  return `${indent}box=$(docker create ${words})
${indent}trap 'docker rm --force "$box" >/dev/null' EXIT
`;
}
