import { EscapeCharacter } from '../print/escape';

/** Something that stands on lines of its own: an instruction, a comment, an empty line. */
export abstract class DockerfileNode {
  /**
   * Its lines, without the last line break.
   *
   * @internal
   */
  public abstract _print(escape?: EscapeCharacter): string;

  /**
   * What it needs from the frontend: rows of `frontend-versions.ts`.
   *
   * @internal
   */
  public _features(): string[] {
    return [];
  }

  /**
   * The stages and images that it copies or mounts files from.
   *
   * @internal
   */
  public _sources(): string[] {
    return [];
  }
}
