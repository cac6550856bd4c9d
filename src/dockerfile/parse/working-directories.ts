import { From } from '../nodes/from';
import type { Instruction } from '../nodes/instruction';
import { OnBuild } from '../nodes/on-build';
import { Workdir } from '../nodes/workdir';

/**
 * The working directories of the stages, as known from the file alone. Variables and images are unknown, because a resolved relative path
 * must be right for every build. A plan knows more (`StageStep.config`), but does not exist while a text is read; the linter knows them
 * with variables expanded (`Step.directory`).
 *
 * @internal
 */
export class _WorkingDirectories {
  /** The working directory of the current stage; undefined if unknown. */
  public current?: string;
  private readonly known = new Map<string, string | undefined>([['scratch', '/']]);
  private stage = '';

  /** Applies an instruction. */
  public follow(node: Instruction): void {
    if (node instanceof From) {
      this.current = this.known.get(node.image._text ?? '');
      this.stage = node.alias ?? '';
    } else if (node instanceof Workdir) {
      const path = node.path._text;
      this.current = path?.startsWith('/') ? path : undefined;
    } else if (node instanceof OnBuild) {
      // A stage that continues this one may begin elsewhere.
      this.known.delete(this.stage);
      this.stage = '';
    }
    if (this.stage !== '') this.known.set(this.stage, this.current);
  }
}
