import { Project, ProjectOptions } from 'projen';
import { temporaryFolder } from './temporary';

/**
 * A projen project in a folder of its own. Tests make their projects here: without an `outdir` projen takes the current
 * folder when that lies below the temporary one, and its snapshot helper then deletes it.
 */
export function newProject(options: Partial<ProjectOptions> = {}): Project {
  return new Project({ name: 'test', ...options, outdir: temporaryFolder() });
}
