import { Component, Project } from 'projen';
import { _OWN_IDS } from '../../image';

const ID = _OWN_IDS.files;

/** Writes the files of a project when all others have written theirs: `.projen/files.json`, by which projen would remove them again, is there then. */
export class FileWriter extends Component {
  /** Makes it the last component of a project, in the place of the one of the synthesis before. */
  public static last(project: Project, write: () => void): void {
    project.node.tryRemoveChild(ID);
    new FileWriter(project, write);
  }

  private constructor(project: Project, private readonly write: () => void) {
    super(project, ID);
  }

  /** projen calls it once all components before it have written. */
  public synthesize(): void {
    this.write();
  }
}
