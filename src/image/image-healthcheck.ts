import type { HealthcheckOptions } from '../dockerfile';

/**
 * How the runtime asks whether the program of an image is well:
 * `{ command: ['/usr/bin/app', '-check'], interval: '30s', timeout: '3s' }`.
 *
 * @see https://docs.docker.com/reference/dockerfile/#healthcheck
 */
export interface ImageHealthcheck extends HealthcheckOptions {
  /**
   * A program with its arguments, which ends with 0 where all is well and with 1 where it is not. A line for a shell names the shell:
   * `['/bin/sh', '-c', 'wget -q http://localhost:8080 || exit 1']`.
   */
  readonly command: string[];
}
