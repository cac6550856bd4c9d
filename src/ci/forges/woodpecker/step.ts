import type { Yaml } from '../../../yaml';

/** One step of a workflow. */
export type Step = Record<string, Yaml | undefined>;
