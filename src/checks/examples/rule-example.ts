import type { _ExampleFiles } from './example-files';
import type { _BaseFacts } from '../../bases';
import type { ContainerImage, ContainerImageProps } from '../../image';

/**
 * An image that a rule reports, and one that it accepts. The test of the rule runs both, docs/reference/rules.md shows them, and `e2e/traps.ts` builds them.
 * It is exported as `example` by `rules/<group>/<name>.example.ts`, which nothing in `src/` imports: an example uses blocks, a rule does not.
 *
 * @internal
 */
export interface _RuleExample {
  readonly bad: (image: ContainerImage) => void;
  readonly good: (image: ContainerImage) => void;
  /** Properties of the image of each example; by default it is for linux/amd64. */
  readonly badImage?: Partial<ContainerImageProps>;
  readonly goodImage?: Partial<ContainerImageProps>;
  /** Files of the repository of each example, by path; by default they are not known. */
  readonly badFiles?: _ExampleFiles;
  readonly goodFiles?: _ExampleFiles;
  /** The bases that were read for each example; by default none. */
  readonly badBases?: _BaseFacts[];
  readonly goodBases?: _BaseFacts[];
}
