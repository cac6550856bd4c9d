import type { HealthcheckOptions } from '../dockerfile';

/**
 * How the runtime checks the health of an image's program:
 * `{ command: ['/usr/bin/app', '-check'], interval: '30s', timeout: '3s' }`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#healthcheck
 */
export interface ImageHealthcheck extends HealthcheckOptions {
  /**
   * A program with its arguments that exits with 0 if the container is healthy and with 1 if not. For a shell command, name the shell:
   * `['/bin/sh', '-c', 'wget -q http://localhost:8080 || exit 1']`.
   */
  readonly command: string[];
}
