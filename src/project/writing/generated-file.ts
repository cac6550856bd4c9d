import { FileBase, IResolver, Project } from 'projen';
import type { FileMode, WriteResult } from './writing';

/**
 * A file whose text is known before projen writes. It makes the file known to projen: in the list of the project's files, in `.gitignore` and
 * `.gitattributes`. `FileWriter` writes all files together. It is not a `TextFile` of projen, which would put its marker before the parser
 * directives.
 */
export class _GeneratedFile extends FileBase {
  public constructor(project: Project, path: string, private readonly text: string, executable?: boolean) {
    super(project, path, { executable });
  }

  /** Its mode, including later changes by the user. */
  public get mode(): FileMode {
    return { isReadonly: this.readonly, isExecutable: this.executable };
  }

  /** Whether it is still part of the project. */
  public get isWanted(): boolean {
    return this.node.scope?.node.tryFindChild(this.node.id) === this;
  }

  /** Stores the result for `changed` and `diff()` of projen. */
  public settle({ isChanged, previous }: WriteResult): void {
    Object.assign(this, { _changed: isChanged, _previousContent: previous, _newContent: this.text });
  }

  /** Writes nothing: `FileWriter` does. */
  public synthesize(): void {}

  protected synthesizeContent(_: IResolver): string {
    return this.text;
  }
}
