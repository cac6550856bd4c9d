import { FileBase, IResolver, Project } from 'projen';

/** A file whose text is already known. Not projen's `TextFile`, which would put its marker before the parser directives. */
export class _GeneratedFile extends FileBase {
  public constructor(project: Project, path: string, private readonly text: string) {
    super(project, path);
  }

  protected synthesizeContent(_: IResolver): string {
    return this.text;
  }
}
