import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything that the end-to-end tests keep between runs: as `E2E_HOME` of the scripts. */
export const CACHE = process.env.E2E_HOME ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'imagewright-e2e');
