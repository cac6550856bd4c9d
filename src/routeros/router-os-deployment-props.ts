import type { RouterOsArchives } from './router-os-archives';
import type { RouterOsMode } from './router-os-mode';
import type { RouterOsNetwork } from './router-os-network';
import type { RouterOsRegistryLogin } from './router-os-registry-login';
import type { RouterOsSecret } from './router-os-secret';
import type { Size } from '../core';
import type { ContainerImage } from '../image';

/** A folder of the router that the container sees. */
export interface RouterOsMount {
  /** Absolute path in the container. */
  readonly path: string;
  /**
   * Folder below that of the deployment.
   * @default - the last part of the path
   */
  readonly folder?: string;
  /**
   * Whether the container cannot write to it.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A domain that the router's DNS server asks the container, or another server, for. */
export interface RouterOsForwardedDomain {
  /** The domain, with all names below it, e.g. `ts.net`. */
  readonly domain: string;
  /** Address of the server, e.g. `100.100.100.100`. */
  readonly server: string;
}

/** A command in the container that tells whether it works. RouterOS 7.22 or later. */
export interface RouterOsHealthcheck {
  /** The command with its arguments, separated by spaces; healthy if it ends with 0. */
  readonly command: string;
  /**
   * Seconds between two runs. Each costs the memory and the time of starting the program.
   * @default 60
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds until a run counts as failed.
   * @default 30
   */
  readonly timeoutSeconds?: number;
  /** Memory that one run takes at its peak, in addition to the container. Counted against the limit. */
  readonly memory: Size;
}

/** Something to do after the installation, for the guide. */
export interface RouterOsStep {
  /** What it is for: a sentence. */
  readonly description: string;
  /**
   * Command to type in the shell of the container.
   * @default - none
   */
  readonly command?: string;
}

/** Whether RouterOS starts a container again when it ends. */
export enum RouterOsRestart {
  /** RouterOS leaves it; the watch of the deployment starts it within a minute. */
  NO = 'no',
  /** If it ends with an error. Before 7.23 also if it ends without one. */
  ON_FAILURE = 'on-failure',
  /** Whenever it ends. */
  ALWAYS = 'always',
}

/** When a router looks for a new image. */
export interface RouterOsUpdate {
  /**
   * Hours between two looks; 0 for none, so that an update is started by hand.
   * @default 24
   */
  readonly everyHours?: number;
  /**
   * Each look waits a random time up to this many minutes, so that routers do not ask the registry at the same moment.
   * @default 60
   */
  readonly jitterMinutes?: number;
}

/** A variant of an image, with a tag of its own, for the routers of its platforms. */
export interface RouterOsVariant {
  /** The variant. It takes the place of the deployment's image on the routers of its platforms. */
  readonly image: ContainerImage;
  /** Its tag in the repository of the deployment's `reference`, e.g. `stable-armv5`. */
  readonly tag: string;
}

/** How a container runs on a router. */
export interface RouterOsDeploymentProps {
  /** The image, which the router's platform must be among. */
  readonly image: ContainerImage;
  /**
   * The tag that the router follows, e.g. `ghcr.io/owner/image:stable`.
   * @default - none; required unless there are `archives`
   */
  readonly reference?: string;
  /**
   * The image as a file that is uploaded to the router, in place of `reference`: for a router without a way to a registry. The image has to
   * have archives: `archives: true`. An update is to upload a newer one and to run the update.
   * @default - none: the image comes from a registry
   */
  readonly archives?: RouterOsArchives;
  /**
   * The login at the registry of `reference`, if it wants one. The installation asks for the password. RouterOS has one login for all containers:
   * a router that has another one is refused.
   * @default - none: anybody may pull the image
   */
  readonly registryLogin?: RouterOsRegistryLogin;
  /**
   * Variants of the image. Each router pulls the tag of the first one that is for its platform, and `reference` if there is none: an EN7562CT
   * that of linux/arm/v5, which not every version of RouterOS finds in an index that has linux/arm/v7, too.
   * @default - none: all routers pull `reference`
   */
  readonly variants?: RouterOsVariant[];
  /** Where image and state are. */
  readonly mode: RouterOsMode;
  /** Interface and addresses. */
  readonly network: RouterOsNetwork;
  /**
   * Name of the deployment: of the interface, scripts and folders. Lower-case letters, digits and hyphens.
   * @default - the id of the image in lower case
   */
  readonly name?: string;
  /**
   * The oldest RouterOS version that the router may run, e.g. `7.23.2`. The scripts also work on all newer known versions, and after an upgrade of the router.
   * @default '7.20'
   */
  readonly version?: string;
  /**
   * The product, by name or code, e.g. `hAP ac²` or `RB5009UG+S+IN`; its figures are checked. `imagewright devices` lists them.
   * @default - unknown: only the router itself is asked
   */
  readonly device?: string;
  /**
   * Folder of the written files, from the root of the repository.
   * @default 'routeros'
   */
  readonly directory?: string;
  /**
   * Folders for the image's volumes, and others.
   * @default - one for each volume of the image
   */
  readonly mounts?: RouterOsMount[];
  /**
   * Environment variables in addition to those of the image. No secrets: they would be in the repository.
   * @default - none
   */
  readonly environment?: Record<string, string>;
  /**
   * What the installation asks for.
   * @default - nothing
   */
  readonly secrets?: RouterOsSecret[];
  /**
   * Arguments of the program, none of them with a space.
   * @default - those of the image
   */
  readonly cmd?: string[];
  /**
   * DNS servers of the container.
   * @default - those of the router
   */
  readonly dns?: string[];
  /**
   * Domains that the router's DNS server asks another server for.
   * @default - none
   */
  readonly forwardedDomains?: RouterOsForwardedDomain[];
  /**
   * Memory that the container may take: it is throttled there (`memory-high`), and killed from RouterOS 7.23 on (`memory-max`). A program written in
   * Go is told so: `GOMEMLIMIT` becomes the limit less 8 MiB, and less the unpacked size of a packed program, but at least 8 MiB; `environment` and
   * the environment of the image come first.
   * @default - no limit
   */
  readonly memoryLimit?: Size;
  /**
   * Unpacked size of the image.
   * @default - the largest budget of the image
   */
  readonly extracted?: Size;
  /**
   * Compressed size of the image.
   * @default - the largest budget of the image, or `extracted`
   */
  readonly transferred?: Size;
  /**
   * Whether RouterOS starts the container again when it ends.
   * @default RouterOsRestart.ON_FAILURE
   */
  readonly restart?: RouterOsRestart;
  /**
   * Whether RouterOS starts the container with the router, a minute before the watch of the deployment would. It is set once the container has
   * run. Not possible if the image is in memory, which is empty then.
   * @default - unless the image is in memory
   */
  readonly startOnBoot?: boolean;
  /**
   * Whether the container's output is in the router's log.
   * @default true
   */
  readonly logging?: boolean;
  /**
   * A command in the container that tells whether it works.
   * @default - none: an update is good if the program keeps running
   */
  readonly healthcheck?: RouterOsHealthcheck;
  /**
   * When the router looks for a new image in the registry.
   * @default - each day; never for `archives`
   */
  readonly update?: RouterOsUpdate;
  /**
   * What is to be done after the installation; printed in the guide.
   * @default - nothing
   */
  readonly nextSteps?: RouterOsStep[];
  /**
   * Where the registry gives tokens, with the parameters that it wants, e.g.
   * `https://registry.example.com/service/token?service=harbor-registry&scope=repository:owner/image:pull` for Harbor.
   * Empty for a registry without tokens: one that wants no login, or `registryLogin` with each request.
   * @default - the address of Docker Hub, ghcr.io, registry.gitlab.com and quay.io; `/v2/token` of other registries, such as Gitea and Forgejo
   */
  readonly tokenUrl?: string;
}
