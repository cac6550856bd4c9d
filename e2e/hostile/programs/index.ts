import { BLOCK_PROGRAMS } from './blocks';
import { GO_PROGRAMS } from './go';
import { NODE_PROGRAMS } from './nodes';
import { PIPELINE_PROGRAMS } from './pipelines';
import { ROUTER_PROGRAMS } from './routers';
import { STAGE_PROGRAMS } from './stages';
import type { Program } from './world';

export { type Program, prepare } from './world';

/** All good programs. A new option of a struct that one of them uses is filled in by itself; anything else that is new belongs into one of them. */
export const PROGRAMS: readonly Program[] = [
  ...PIPELINE_PROGRAMS, ...GO_PROGRAMS, ...BLOCK_PROGRAMS, ...STAGE_PROGRAMS, ...NODE_PROGRAMS, ...ROUTER_PROGRAMS,
];
