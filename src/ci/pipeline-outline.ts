import type { Platform } from '../core';

/** What starts a workflow. */
export enum WorkflowEvent {
  /** A change is proposed. */
  CHANGE = 'change',
  /** A commit arrives on `branch`. */
  PUSH = 'push',
  /** A git tag that matches `pattern` is pushed: a release. */
  TAG = 'tag',
  /** The schedule `cron` is due, for `branch`. */
  SCHEDULE = 'schedule',
  /** A person starts it. */
  MANUAL = 'manual',
}

/** What starts a workflow of an `OwnForge`. */
export interface TriggerOutline {
  /** What happens. It decides which of the other properties are there. */
  readonly event: WorkflowEvent;
  /**
   * Name of the branch, not a pattern.
   * @default - the event has none
   */
  readonly branch?: string;
  /**
   * Pattern of the git tag, with `*`.
   * @default - the event has none
   */
  readonly pattern?: string;
  /**
   * The schedule, as cron in UTC.
   * @default - the event has none
   */
  readonly cron?: string;
  /** Paths, with `*` and `**`: what touches nothing else need not start the workflow. */
  readonly ignoredPaths: string[];
}

/** A job of an `OwnForge`: commands, and what they need. */
export interface JobOutline {
  /**
   * Its name, unique in its workflow: `build`, `publish`, `sign`, `smoke`, `promote`, and so on. `archive` leaves archives of `image` in the folder
   * `archives`, which are to become files of the release in your forge.
   */
  readonly name: string;
  /** Commands for `sh`, run one after the other at the root of a clone with all tags until one fails: logins to registries, and then the script. */
  readonly commands: string[];
  /** Names of secrets of the forge, which the commands read as environment variables of these names. One may be empty where the forge does not give it. */
  readonly secrets: string[];
  /** Names of environment variables whose values follow from the event: see `WorkflowOutline.inputs`. */
  readonly inputs: string[];
  /**
   * Name of the image that it is about.
   * @default - the job is about no image, or about one that a person chooses
   */
  readonly image?: string;
  /** The platforms that it builds or runs; a machine has others with QEMU. */
  readonly platforms: Platform[];
  /** Whether it pushes a git tag, for which the clone needs an access token, or a key. */
  readonly pushesTag: boolean;
}

/** A workflow of an `OwnForge`. Its jobs run one after the other, and stop at the first failure. */
export interface WorkflowOutline {
  /** Its name, unique in the repository: `build`, or `images-build` in a pipeline with a name. */
  readonly name: string;
  /** What it does, as lines for a comment. */
  readonly purpose: string[];
  /** What starts it. */
  readonly triggers: TriggerOutline[];
  /** Its jobs. */
  readonly jobs: JobOutline[];
  /**
   * Names of environment variables that its commands read, and that the forge has to set: `RELEASE`, the pushed git tag; in a rollback, which a person
   * starts, `ROLLBACK_IMAGE`, the name of the image, `ROLLBACK_TAG`, the tag to move, and `ROLLBACK_TO`, the release to move it to.
   */
  readonly inputs: string[];
  /** Whether no two runs of it, nor of other such workflows, may overlap: they move tags. */
  readonly exclusive: boolean;
}

/** A pipeline, as an `OwnForge` sees it. */
export interface PipelineOutline {
  /**
   * Name of the pipeline, which is the prefix of its files.
   * @default - none
   */
  readonly name?: string;
  /** The text that marks a file as generated, for a comment at its top. */
  readonly marker: string;
  /** Path of the script, from the root of the repository. */
  readonly script: string;
  /** Names of the images. */
  readonly images: string[];
  /** The workflows. */
  readonly workflows: WorkflowOutline[];
}
