import { EscapeCharacter } from '../print/escape';

/** An instruction, a comment or an empty line. */
export abstract class DockerfileNode {
  /**
   * Prints its lines, without the final line break.
   *
   * @internal
   */
  public abstract _print(escape?: EscapeCharacter): string;

  /**
   * The frontend features that it needs: keys in `frontend-versions.ts`.
   *
   * @internal
   */
  public _listFeatures(): string[] {
    return [];
  }

  /**
   * The stages and images whose files it copies or mounts.
   *
   * @internal
   */
  public _listSources(): string[] {
    return [];
  }
}
