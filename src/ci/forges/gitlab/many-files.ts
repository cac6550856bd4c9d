import type { Yaml } from '../../../yaml';

/** The files of workflows of several images: what the project includes, and what the child pipeline does that it starts. */
export interface ManyFiles {
  readonly fragment: Yaml;
  readonly child: Yaml;
}
