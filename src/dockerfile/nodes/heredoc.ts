import { _refuse } from '../../core';
import { _shortEnough } from '../print/fold';
import { _shown, _storable } from '../print/text';
import { Word } from '../words/word';

/** What expands variables in the text. */
enum Expansion { NONE, BUILDKIT, SHELL }

interface Parts {
  /** The text as it is written. */
  readonly content: string;
  readonly delimiter: string;
  readonly isNamed: boolean;
  readonly isChomped: boolean;
  readonly expansion: Expansion;
  /** The text, where BuildKit expands variables in it. */
  readonly word?: Word;
}

/**
 * Text that stands below an instruction: a script, or the content of a file. Each of its lines ends with a line break.
 *
 * @see https://docs.docker.com/reference/dockerfile/#here-documents
 */
export class Heredoc {
  /**
   * Text that arrives as it is.
   *
   * @param content of whole lines, or empty
   * @param delimiter the line that ends it, and the name of the file where the destination is a directory; by default `EOT`, or a
   * word like it that is no line of the text
   * @throws `dockerfile/heredoc-delimiter`, `dockerfile/heredoc-end`, `dockerfile/heredoc-closed`, `dockerfile/line-too-long`,
   * `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static literal(content: string, delimiter?: string): Heredoc {
    return new Heredoc(parts(content, Expansion.NONE, delimiter));
  }

  /**
   * The content of a file, in which BuildKit expands variables. For `COPY` and `ADD`.
   *
   * @param content of whole lines, or empty
   * @param delimiter as for `literal`
   * @throws as `literal`
   */
  public static expanding(content: Word, delimiter?: string): Heredoc {
    return new Heredoc({ ...parts(content._print('heredoc'), Expansion.BUILDKIT, delimiter), word: content });
  }

  /**
   * The input of a command, in which the shell that runs it expands `$NAME` and `$(command)`. For `Run.shellWithHeredocs`.
   *
   * @param content of whole lines, or empty
   * @param delimiter as for `literal`
   * @throws as `literal`
   */
  public static shell(content: string, delimiter?: string): Heredoc {
    return new Heredoc(parts(content, Expansion.SHELL, delimiter));
  }

  /**
   * A script, whose delimiter says so.
   *
   * @internal
   */
  public static _script(body: string, delimiter?: string): Heredoc {
    return new Heredoc(parts(body, Expansion.NONE, delimiter, 'SH'));
  }

  private constructor(private readonly _parts: Parts) {
    const { content, delimiter, isChomped } = _parts;
    _storable('text', content);
    checkDelimiter(delimiter);
    if (content !== '' && !content.endsWith('\n')) refuseOpenEnd(content);
    for (const line of content.split('\n')) {
      _shortEnough('line', line);
      if (isDelimiter(line, delimiter, isChomped)) refuseClosed(line, delimiter);
    }
  }

  /** The text between the instruction and the delimiter, as it is written. */
  public get content(): string {
    return this._parts.content;
  }

  /** The line that ends it. */
  public get delimiter(): string {
    return this._parts.delimiter;
  }

  /** Whether tabs at the beginning of each line are removed. */
  public get isChomped(): boolean {
    return this._parts.isChomped;
  }

  /** Whether variables are expanded in it, by BuildKit or by the shell. */
  public get expands(): boolean {
    return this._parts.expansion !== Expansion.NONE;
  }

  /** Names of the variables that BuildKit expands in it. */
  public get variables(): string[] {
    return this._parts.word?.variables ?? [];
  }

  /** The same text, of whose lines the tabs at their beginning are removed, so that it can be indented (`<<-`). */
  public chomped(): Heredoc {
    return new Heredoc({ ...this._parts, isChomped: true });
  }

  /** @internal */
  public get _opening(): string {
    return `<<${this.isChomped ? '-' : ''}${this.expands ? this.delimiter : `'${this.delimiter}'`}`;
  }

  /** @internal */
  public get _body(): string {
    return `${this.content}${this.delimiter}`;
  }

  /** @internal */
  public get _isForShell(): boolean {
    return this._parts.expansion === Expansion.SHELL;
  }

  /** @internal */
  public get _isForBuildKit(): boolean {
    return this._parts.expansion === Expansion.BUILDKIT;
  }

  /**
   * The text, where BuildKit expands variables in it.
   *
   * @internal
   */
  public get _word(): Word | undefined {
    return this._parts.word;
  }

  /**
   * Whether the delimiter was chosen by who wrote it.
   *
   * @internal
   */
  public get _isNamed(): boolean {
    return this._parts.isNamed;
  }

  /** @internal */
  public _features(): string[] {
    return ['heredoc', ...(this._parts.word?._features() ?? [])];
  }
}

function parts(content: string, expansion: Expansion, delimiter?: string, fallback = 'EOT'): Parts {
  return { content, expansion, delimiter: delimiter ?? freeDelimiter(content, fallback), isNamed: delimiter !== undefined, isChomped: false };
}

/** The first of `EOT`, `EOT2`, `EOT3`… that is no line of the text. */
function freeDelimiter(content: string, fallback: string): string {
  const lines = new Set(content.split('\n').map(line => line.replace(/^\t+|\r+$/g, '')));
  let delimiter = fallback;
  for (let n = 2; lines.has(delimiter); n++) delimiter = `${fallback}${n}`;
  return delimiter;
}

/** Carriage returns are removed before BuildKit compares a line with the delimiter. */
function isDelimiter(line: string, delimiter: string, isChomped: boolean): boolean {
  return line.replace(/\r+$/, '').replace(isChomped ? /^\t+/ : '', '') === delimiter;
}

function checkDelimiter(delimiter: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.+@%-]*$/.test(delimiter)) return;
  _refuse({
    id: 'dockerfile/heredoc-delimiter',
    what: `A heredoc cannot end with ${_shown(delimiter)}.`,
    why: 'BuildKit and shells read such a delimiter in different ways, or see no heredoc at all.',
    fix: 'Use letters, digits, "_", ".", "+", "@", "%" and "-", and begin with a letter, a digit or "_".',
  });
}

function refuseOpenEnd(content: string): never {
  return _refuse({
    id: 'dockerfile/heredoc-end',
    what: `The text of a heredoc ends with ${_shown(content.slice(-40))}, without a line break.`,
    why: 'The delimiter needs a line of its own: the text always arrives with a line break at its end.',
    fix: 'Add "\\n" to it. A file without one must be copied from the build context.',
  });
}

function refuseClosed(line: string, delimiter: string): never {
  return _refuse({
    id: 'dockerfile/heredoc-closed',
    what: `The text of the heredoc ${delimiter} has the line ${_shown(line)}.`,
    why: 'The heredoc would end there, and the rest of it would be read as instructions.',
    fix: 'Choose another delimiter.',
  });
}
