import { Check } from '../checks/check';

/** What an example's image has to be, beyond what its Dockerfile says. */
export interface Example {
  /** Folder below `examples/`. */
  readonly name: string;
  /** Platforms that are built when none is named. */
  readonly platforms: string[];
  /** Extracted bytes of files that each platform may have. */
  readonly budgets: Readonly<Record<string, number>>;
  /** Where the build keeps BusyBox's own list of links. */
  readonly busyboxLinks?: { readonly stage: string; readonly path: string };
  /** The build argument that a bot will move most often, and another value for it. */
  readonly bump?: { readonly arg: string; readonly value: string };
  readonly checks: Check[];
}
