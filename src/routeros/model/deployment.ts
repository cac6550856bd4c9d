import type { TagChoice } from './router-kinds';
import type { _RouterOsDevice } from '../../catalog';
import type { Size } from '../../core';
import type { RouterOsForwardedDomain, RouterOsHealthcheck, RouterOsRestart, RouterOsStep } from '../router-os-deployment-props';
import type { RouterOsMode } from '../router-os-mode';
import type { RouterOsNetwork } from '../router-os-network';
import type { RouterOsRegistryLogin } from '../router-os-registry-login';
import type { RouterOsSecret } from '../router-os-secret';

/** A mounted folder, with its place below the state folder. */
export interface Mount {
  readonly path: string;
  readonly folder: string;
  readonly readOnly: boolean;
}

/** Archives that are uploaded to the router. */
export interface Archives {
  /** Their folder, with its disk; on flash, without the folder of persistent files that some routers have. */
  readonly folder: string;
  readonly isOnFlash: boolean;
  /** The path of each in the repository, by the word of its platform. */
  readonly paths: Readonly<Record<string, string>>;
}

/** All of a deployment that its scripts and its guide are made of; every default is filled in. */
export interface Deployment {
  readonly name: string;
  /** The comment by which everything that belongs to the deployment is found again. */
  readonly comment: string;
  readonly version: string;
  readonly device?: _RouterOsDevice;
  readonly directory: string;
  /** Archives in place of a registry, of which nothing below is set then. */
  readonly archives?: Archives;
  /** Host of the registry, repository and tag. */
  readonly registry: string;
  /** All names of the registry in references. */
  readonly registryNames: readonly string[];
  readonly repository: string;
  readonly tag: string;
  /** Which tag each kind of router pulls; none for routers that no image is for. */
  readonly tags: readonly TagChoice[];
  readonly tokenUrl: string;
  readonly login?: RouterOsRegistryLogin;
  readonly mode: RouterOsMode;
  /** Name of the disk; undefined on flash. */
  readonly slot?: string;
  /** Folder of the state, below the flash or the disk. */
  readonly folder: string;
  readonly network: RouterOsNetwork;
  readonly interfaceName: string;
  readonly nat: boolean;
  readonly routes: readonly string[];
  readonly mounts: readonly Mount[];
  readonly temporary: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly RouterOsSecret[];
  readonly cmd: readonly string[];
  readonly dns: readonly string[];
  readonly forwardedDomains: readonly RouterOsForwardedDomain[];
  readonly memoryLimit?: Size;
  readonly restart: RouterOsRestart;
  readonly logging: boolean;
  readonly startOnBoot: boolean;
  readonly healthcheck?: RouterOsHealthcheck;
  readonly nextSteps: readonly RouterOsStep[];
  readonly updateHours: number;
  readonly jitterMinutes: number;
  readonly platforms: readonly string[];
  readonly volumes: readonly string[];
  /** Bytes; 0 if unknown, which is a problem. */
  readonly extracted: number;
  readonly transferred: number;
}
