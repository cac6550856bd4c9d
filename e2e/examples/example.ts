import { Check } from '../checks/check';
import { MemoryBudget } from '../memory';

/** What an example's image has to be, beyond what its Dockerfile says. */
export interface Example {
  /** How it is called on the command line, and in tables. */
  readonly name: string;
  /** Folder below `examples/`, unless that is the name. */
  readonly folder?: string;
  /** Platforms that are built when none is named. */
  readonly platforms: string[];
  /** Extracted bytes of files that each platform may have. */
  readonly budgets: Readonly<Record<string, number>>;
  /** How its memory is measured, on platforms that need no emulation, and what it may take. */
  readonly memory?: MemoryBudget;
  /** Where the build keeps BusyBox's own list of links. */
  readonly busyboxLinks?: { readonly stage: string; readonly path: string };
  /** The build argument that a bot will move most often, and another value for it. */
  readonly bump?: { readonly arg: string; readonly value: string };
  readonly checks: Check[];
}
