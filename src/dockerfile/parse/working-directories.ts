import { From } from '../nodes/from';
import type { Instruction } from '../nodes/instruction';
import { OnBuild } from '../nodes/on-build';
import { Workdir } from '../nodes/workdir';

/**
 * The working directories of the stages, as far as the file itself tells: no variable is expanded, and nothing is known of images, for what is
 * written of a relative path must be right for every build. A plan has more (`StageStep.config`), but there is none while a text is read;
 * the linter has it with variables expanded (`Step.directory`).
 *
 * @internal
 */
export class _WorkingDirectories {
  /** That of the stage which is read; undefined where it is not known. */
  public current?: string;
  private readonly known = new Map<string, string | undefined>([['scratch', '/']]);
  private stage = '';

  /** Takes notice of an instruction. */
  public follow(node: Instruction): void {
    if (node instanceof From) {
      this.current = this.known.get(node.image._text ?? '');
      this.stage = node.alias ?? '';
    } else if (node instanceof Workdir) {
      const path = node.path._text;
      this.current = path?.startsWith('/') ? path : undefined;
    } else if (node instanceof OnBuild) {
      // What continues the stage may begin elsewhere.
      this.stage = '';
    }
    if (this.stage !== '') this.known.set(this.stage, this.current);
  }
}
