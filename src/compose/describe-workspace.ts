import { findRelative } from './paths';
import type { Yaml } from '../yaml';

/** Where a service has the repository. */
export const WORKSPACE = '/workspace';

/**
 * The Compose file that mounts the repository into a service. Relative paths start at the folder of the first Compose file.
 *
 * @param composeFile the first Compose file, from the root of the repository
 */
export function describeWorkspace(service: string, composeFile: string): Yaml {
  return { services: { [service]: { volumes: [{ type: 'bind', source: findRelative(composeFile, '.'), target: WORKSPACE }] } } };
}
