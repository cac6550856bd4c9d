import { FileBase, IResolver, Project } from 'projen';
import type { FileMode, Written } from './writing';

/**
 * A file whose text is known before projen writes, as projen sees it: in the list of the project's files, in `.gitignore` and `.gitattributes`.
 * The text goes to the disk together with those of all others (`FileWriter`). It is no `TextFile` of projen's, which would put its marker
 * before the parser directives.
 */
export class _GeneratedFile extends FileBase {
  public constructor(project: Project, path: string, private readonly text: string, executable?: boolean) {
    super(project, path, { executable });
  }

  /** How it may be used, also where somebody has changed that since. */
  public get mode(): FileMode {
    return { isReadonly: this.readonly, isExecutable: this.executable };
  }

  /** Whether nobody has removed it since. */
  public get isWanted(): boolean {
    return this.node.scope?.node.tryFindChild(this.node.id) === this;
  }

  /** Notes what became of it, where `changed` and `diff()` of projen look. */
  public settle({ isChanged, previous }: Written): void {
    Object.assign(this, { _changed: isChanged, _previousContent: previous, _newContent: this.text });
  }

  /** By itself, it writes nothing. */
  public synthesize(): void {}

  protected synthesizeContent(_: IResolver): string {
    return this.text;
  }
}
