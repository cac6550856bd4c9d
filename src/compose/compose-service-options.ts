import type { Platform } from '../core';

/** What a service has besides the settings of its image. */
export interface ComposeServiceOptions {
  /**
   * Replaces the arguments of the image: one string for each.
   * @default - those of the image
   */
  readonly command?: string[];
  /**
   * Environment variables, by name; they replace those of the image. The texts are literal: `$` is a dollar sign.
   * @default - those of the image
   */
  readonly environment?: Record<string, string>;
  /**
   * Names of environment variables whose values come from the shell that starts Compose, or from its file `.env`. Compose stops if one
   * is not set. For passwords, which are in no file of the repository.
   * @default - none
   */
  readonly passedEnvironment?: string[];
  /**
   * Replaces the published ports: `8080:80`, `127.0.0.1:8443:443`, `53:53/udp`.
   * @default - each port that the image exposes, under the same number, reachable only from this machine
   */
  readonly ports?: string[];
  /**
   * Further mounts: a name or a path, a colon, and a path in the container, e.g. `data:/var/lib/app`, `./settings:/etc/app:ro`. Relative paths start
   * at the folder of the Compose file. One at the path of a volume of the image replaces it.
   * @default - a named volume for each volume of the image
   */
  readonly volumes?: string[];
  /**
   * Names of services that start before this one. One whose image has a health check must be healthy.
   * @default - none
   */
  readonly dependsOn?: string[];
  /**
   * The platform to build and run. With another one than that of the machine, programs are emulated.
   * @default - that of the machine; the platform of the image if it has only one
   */
  readonly platform?: Platform;
}
