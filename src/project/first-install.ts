import { spawnSync } from 'node:child_process';
import { Component, Project } from 'projen';

/**
 * Installs what the tasks of a project call when `projen new` makes it. That installs the library alone, and a project that writes no
 * `package.json` has no other place to name them.
 */
export class FirstInstall extends Component {
  public constructor(project: Project, private readonly packages: readonly string[]) {
    super(project);
  }

  /** projen calls it once in the life of a project, unless it is told not to install anything. */
  public postProjectCreation(): void {
    const command = `npm install --save-dev ${this.packages.join(' ')}`;
    // In a shell, as npm is a script on Windows.
    const { status } = spawnSync(command, { cwd: this.project.outdir, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) this.project.logger.warn(`The tasks of this project need more packages: ${command}`);
  }
}
