import { Component, Project } from 'projen';
import { _OWN_IDS } from '../../image';

const ID = _OWN_IDS.files;

/** Writes the files of a project after all other components, when `.projen/files.json` exists: earlier, projen would remove them again. */
export class FileWriter extends Component {
  /** Adds the writer as the last component of a project, and removes that of an earlier synthesis. */
  public static addLast(project: Project, write: () => void): void {
    project.node.tryRemoveChild(ID);
    new FileWriter(project, write);
  }

  private constructor(project: Project, private readonly write: () => void) {
    super(project, ID);
  }

  /** projen calls it after all components before it have written. */
  public synthesize(): void {
    this.write();
  }
}
