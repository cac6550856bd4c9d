import { _refuse } from '../core';

/** Text that stands between two lines of a Dockerfile: a script, or the content of a file. */
export class Heredoc {
  /**
   * Text that arrives as it is.
   *
   * @param content ends with a line break, unless it is empty
   * @param delimiter the word that ends it, and the name of the file where the destination is a directory
   * @throws `dockerfile/heredoc`
   */
  public static literal(content: string, delimiter = 'EOT'): Heredoc {
    return new Heredoc(content, delimiter, false);
  }

  /**
   * Text in which `$NAME` is expanded, and every backslash is removed.
   *
   * @throws `dockerfile/heredoc`
   */
  public static expanding(content: string, delimiter = 'EOT'): Heredoc {
    return new Heredoc(content, delimiter, true);
  }

  private constructor(
    /** The text. */
    public readonly content: string,
    /** The word that ends it. */
    public readonly delimiter: string,
    /** Whether variables are expanded in it. */
    public readonly expands: boolean,
  ) {
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(delimiter)) refuse(`The delimiter is ${JSON.stringify(delimiter)}.`, 'Use letters, digits, "_", "." and "-", beginning with a letter.');
    if (content !== '' && !content.endsWith('\n')) refuse(`The text ends with ${JSON.stringify(content.slice(-20))}, without a line break.`, 'Add a line break at its end.');
    if (content.includes('\0') || content.includes('\r')) refuse('The text has a NUL or a carriage return.', 'Remove them, or copy the file from the repository.');
  }

  /**
   * This, under a delimiter that none of its lines is.
   *
   * @internal
   */
  public get _free(): Heredoc {
    const lines = new Set(this.content.split('\n'));
    if (!lines.has(this.delimiter)) return this;
    let n = 2;
    while (lines.has(`${this.delimiter}${n}`)) n++;
    return new Heredoc(this.content, `${this.delimiter}${n}`, this.expands);
  }

  /** @internal */
  public get _opening(): string {
    return this.expands ? `<<${this.delimiter}` : `<<'${this.delimiter}'`;
  }

  /** @internal */
  public get _body(): string {
    return `${this.content}${this.delimiter}`;
  }
}

function refuse(what: string, fix: string): never {
  return _refuse({
    id: 'dockerfile/heredoc',
    what,
    why: 'A heredoc is made of whole lines up to the one that is its delimiter; BuildKit trims carriage returns.',
    fix,
  });
}
