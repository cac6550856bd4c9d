import { _oneLine } from './escape';
import { DockerfileNode } from './node';

/** Comment lines. They belong to what follows directly below. */
export class Comment extends DockerfileNode {
  private readonly _lines: string[];

  /**
   * @param lines without `#`; an empty one prints a bare `#`
   * @throws `dockerfile/newline`
   */
  public constructor(lines: string[]) {
    super();
    this._lines = lines.map(line => _oneLine('comment', line));
  }

  /** The lines, without `#`. */
  public get lines(): string[] {
    return [...this._lines];
  }

  /** @internal */
  public _print(): string {
    return this._lines.map(line => `# ${line}`.trimEnd()).join('\n');
  }
}

/** An empty line. */
export class BlankLine extends DockerfileNode {
  public constructor() {
    super();
  }

  /** @internal */
  public _print(): string {
    return '';
  }
}
