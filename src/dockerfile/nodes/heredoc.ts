import { _refuse } from '../../core';
import { _checkLength } from '../print/fold';
import { _quoteShortened, _checkStorable } from '../print/text';
import { Word } from '../words/word';

/** What expands variables in the text. */
enum Expansion { NONE, BUILDKIT, SHELL }

interface Parts {
  /** The text as written. */
  readonly content: string;
  readonly delimiter: string;
  readonly isNamed: boolean;
  readonly isChomped: boolean;
  readonly expansion: Expansion;
  /** The text as a word, if BuildKit expands variables in it. */
  readonly word?: Word;
}

/**
 * Text below an instruction: a script, or the content of a file. Each of its lines ends with a line break.
 *
 * @see https://docs.docker.com/reference/dockerfile/#here-documents
 */
export class Heredoc {
  /**
   * Text in which nothing is expanded.
   *
   * @param content whole lines, or nothing
   * @param delimiter the line that ends it, and the name of the file if the destination is a directory; by default `EOT`, or a
   * similar word that is not a line of the text
   * @throws `dockerfile/heredoc-delimiter`, `dockerfile/heredoc-end`, `dockerfile/heredoc-closed`, `dockerfile/line-too-long`,
   * `dockerfile/nul`, `dockerfile/surrogate`
   */
  public static literal(content: string, delimiter?: string): Heredoc {
    return new Heredoc(splitContent(content, Expansion.NONE, delimiter));
  }

  /**
   * The content of a file, in which BuildKit expands variables. For `COPY` and `ADD`.
   *
   * @param content whole lines, or nothing
   * @param delimiter as for `literal`
   * @throws as `literal`
   */
  public static expanding(content: Word, delimiter?: string): Heredoc {
    return new Heredoc({ ...splitContent(content._print('heredoc'), Expansion.BUILDKIT, delimiter), word: content });
  }

  /**
   * The input of a command, in which the shell that runs it expands `$NAME` and `$(command)`. For `Run.shellWithHeredocs`.
   *
   * @param content whole lines, or nothing
   * @param delimiter as for `literal`
   * @throws as `literal`
   */
  public static shell(content: string, delimiter?: string): Heredoc {
    return new Heredoc(splitContent(content, Expansion.SHELL, delimiter));
  }

  /**
   * A script, with a delimiter that shows it.
   *
   * @internal
   */
  public static _script(body: string, delimiter?: string): Heredoc {
    return new Heredoc(splitContent(body, Expansion.NONE, delimiter, 'SH'));
  }

  private constructor(private readonly _parts: Parts) {
    const { content, delimiter, isChomped } = _parts;
    _checkStorable('text', content);
    checkDelimiter(delimiter);
    if (content !== '' && !content.endsWith('\n')) refuseOpenEnd(content);
    for (const line of content.split('\n')) {
      _checkLength('line', line);
      if (isDelimiter(line, delimiter, isChomped)) refuseClosed(line, delimiter);
    }
  }

  /** The text between the instruction and the delimiter, as written. */
  public get content(): string {
    return this._parts.content;
  }

  /** The line that ends the text. */
  public get delimiter(): string {
    return this._parts.delimiter;
  }

  /** Whether BuildKit removes leading tabs of each line. */
  public get isChomped(): boolean {
    return this._parts.isChomped;
  }

  /** Whether BuildKit or the shell expands variables in it. */
  public get expands(): boolean {
    return this._parts.expansion !== Expansion.NONE;
  }

  /** Names of the variables that BuildKit expands in it. */
  public get variables(): string[] {
    return this._parts.word?.variables ?? [];
  }

  /** The same text with leading tabs removed from each line, so that it can be indented (`<<-`). */
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
   * The text as a word, if BuildKit expands variables in it.
   *
   * @internal
   */
  public get _word(): Word | undefined {
    return this._parts.word;
  }

  /**
   * Whether the delimiter was given.
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

function splitContent(content: string, expansion: Expansion, delimiter?: string, fallback = 'EOT'): Parts {
  return { content, expansion, delimiter: delimiter ?? findFreeDelimiter(content, fallback), isNamed: delimiter !== undefined, isChomped: false };
}

/** The first of `EOT`, `EOT2`, `EOT3`… that is not a line of the text. */
function findFreeDelimiter(content: string, fallback: string): string {
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
    what: `A heredoc cannot end with ${_quoteShortened(delimiter)}.`,
    why: 'BuildKit and shells read such a delimiter differently, or see no heredoc at all.',
    fix: 'Use letters, digits, "_", ".", "+", "@", "%" and "-", and begin with a letter, digit or "_".',
  });
}

function refuseOpenEnd(content: string): never {
  return _refuse({
    id: 'dockerfile/heredoc-end',
    what: `The text of a heredoc ends with ${_quoteShortened(content.slice(-40))}, without a line break.`,
    why: 'The delimiter needs a line of its own, so the text always ends with a line break.',
    fix: 'Add "\\n". A file without a final line break must be copied from the build context.',
  });
}

function refuseClosed(line: string, delimiter: string): never {
  return _refuse({
    id: 'dockerfile/heredoc-closed',
    what: `The text of the heredoc ${delimiter} has the line ${_quoteShortened(line)}.`,
    why: 'The heredoc would end there, and the rest would be read as instructions.',
    fix: 'Choose another delimiter.',
  });
}
