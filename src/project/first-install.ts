import { spawnSync } from 'node:child_process';
import { Component, Project } from 'projen';

/**
 * Installs the packages that the tasks of a project need, when `projen new` creates it. `projen new` installs only the library, and a project
 * without a `package.json` has no other place to list them.
 */
export class FirstInstall extends Component {
  public constructor(project: Project, private readonly packages: readonly string[]) {
    super(project);
  }

  /** projen calls it once, after it has created the project, unless installing is disabled. */
  public postProjectCreation(): void {
    const command = `npm install --save-dev ${this.packages.join(' ')}`;
    // In a shell, because npm is a script on Windows.
    const { status } = spawnSync(command, { cwd: this.project.outdir, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) this.project.logger.warn(`The tasks of this project need more packages: ${command}`);
  }
}
