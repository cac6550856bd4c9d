import { _refuse } from '../core';

/** The longest line that BuildKit's parser reads, in bytes (`bufio.MaxScanTokenSize` of Go, less the line break). */
const LONGEST_LINE = 65_535;

/** Something that stands on lines of its own: an instruction, a comment, an empty line. */
export abstract class DockerfileNode {
  /**
   * Its lines, without the last line break.
   *
   * @internal
   */
  public abstract _print(): string;

  /**
   * What it needs from the frontend: rows of `frontend-versions.ts`.
   *
   * @internal
   */
  public _features(): string[] {
    return [];
  }
}

/** One instruction. */
export abstract class Instruction extends DockerfileNode {
  /** The first word of the instruction, e.g. `RUN`. */
  public abstract readonly keyword: string;
}

/**
 * Refuses text that BuildKit's parser cannot read, because one of its lines is too long.
 *
 * @internal
 */
export function _checkedLines(text: string): string {
  for (const line of text.length > LONGEST_LINE ? text.split('\n') : []) {
    const bytes = Buffer.byteLength(line);
    if (bytes > LONGEST_LINE) {
      _refuse({
        id: 'dockerfile/line-too-long',
        what: `A line has ${bytes} bytes: ${JSON.stringify(line.slice(0, 60))}…`,
        why: `BuildKit reads lines of at most ${LONGEST_LINE} bytes; inside a heredoc it says "unterminated heredoc".`,
        fix: 'Break the line, or copy the text from a file of the repository.',
      });
    }
  }
  return text;
}
