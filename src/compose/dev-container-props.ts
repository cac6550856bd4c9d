import type { DevContainerSource } from './dev-container-source';

/** Properties of `DevContainer`. */
export interface DevContainerProps {
  /** The container in which people develop. */
  readonly source: DevContainerSource;
  /**
   * The name that editors show.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Ports of the container that are reachable from the machine.
   * @default - the TCP ports that the image exposes
   */
  readonly forwardPorts?: number[];
  /**
   * Features to add to the container, each with its default options, e.g. `ghcr.io/devcontainers/features/git:1`.
   * @default - none
   */
  readonly features?: string[];
  /**
   * Ids of extensions of Visual Studio Code, e.g. `ms-python.python`.
   * @default - none
   */
  readonly extensions?: string[];
  /**
   * A program that runs once in the new container, in the folder of the repository: one string for each word.
   * @default - none
   */
  readonly postCreateCommand?: string[];
  /**
   * Environment variables of what people start in the container, by name.
   * @default - those of the image
   */
  readonly environment?: Record<string, string>;
  /**
   * The user as whom people work.
   * @default - that of the image
   */
  readonly user?: string;
  /**
   * The file, from the root of the repository.
   * @default ".devcontainer/devcontainer.json"
   */
  readonly path?: string;
}
