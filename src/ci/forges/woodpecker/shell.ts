/**
 * Runs the commands of a step in the shell that its image has in the `PATH`: Woodpecker itself looks for /bin/sh, which images without a distribution lack.
 *
 * @see https://woodpecker-ci.org/docs/usage/workflow-syntax#entrypoint
 */
export const SHELL_IN_PATH = ['sh', '-c', 'echo $CI_SCRIPT | base64 -d | sh -e'] as const;
