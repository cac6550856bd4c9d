import { _skipSpace, _trimEnd } from './blank';
import { _DirectiveZone } from './directives';
import type { _HeredocOpening } from './heredoc-lexer';
import { _Bodies, _parseInstruction } from './instruction';
import { _LogicalLine } from './logical-line';
import { _refuseAt } from './refuse-at';
import { _SourceLine, _SourceLines, _measureContinuation, _isComment, _isEmpty } from './source-lines';
import type { _Range, _SyntaxHeredoc, _SyntaxInstruction, _SyntaxTree, _SyntaxWord } from './syntax-tree';
import { _refuse } from '../../core';
import { _LONGEST_LINE } from '../print/fold';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Splits a Dockerfile as BuildKit's parser does, and refuses what that refuses. It does not interpret instructions.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 * @throws `dockerfile/binary`, `dockerfile/no-instruction`, `dockerfile/line-too-long`, `dockerfile/directive`, `dockerfile/unclosed-heredoc`
 * @internal
 */
export function _readSyntax(text: string): _SyntaxTree {
  checkLines(text);
  return new Reader(text).read();
}

class Reader {
  private readonly lines: _SourceLines;
  private readonly zone: _DirectiveZone;
  private readonly start: number;
  private readonly instructions: _SyntaxInstruction[] = [];
  private readonly comments: _SyntaxWord[] = [];
  private readonly emptyContinuations: _Range[] = [];
  /** Comment lines since the last instruction or bare `#`. */
  private description: string[] = [];

  public constructor(private readonly text: string) {
    this.lines = new _SourceLines(text);
    this.zone = new _DirectiveZone(text);
    this.start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  }

  public read(): _SyntaxTree {
    for (let line = this.lines.next(); line !== undefined; line = this.lines.next()) this.take(line);
    if (this.instructions.length === 0) refuseEmptyFile(this.text);
    return {
      text: this.text,
      directives: this.zone.listAll(this.start),
      escape: this.zone.escape,
      instructions: this.instructions,
      comments: this.comments,
      emptyContinuations: this.emptyContinuations,
    };
  }

  private take(line: _SourceLine): void {
    const bomEnd = line.number === 1 ? this.start : 0;
    const column = _skipSpace(line.text, bomEnd);
    const text = line.text.slice(column);
    if (this.zone.takeLine(text, line.number, column)) return;
    if (text.startsWith('#')) {
      this.comments.push(findWord(line, column));
      this.describe(line.text.slice(bomEnd));
      return;
    }
    if (text !== '') this.takeInstruction(line, column, text);
  }

  private takeInstruction(first: _SourceLine, column: number, text: string): void {
    const { escape } = this.zone;
    const logical = new _LogicalLine();
    let last = first;
    let length = _measureContinuation(text, escape);
    logical.add(length === -1 ? text : text.slice(0, length), first.number, column);
    while (length !== -1) {
      const line = this.lines.next();
      if (line === undefined) break;
      last = line;
      if (_isComment(line.text)) {
        this.comments.push(findWord(line, _skipSpace(line.text, 0)));
        logical.addComment(line.text, line.number);
      } else if (_isEmpty(line.text)) {
        this.emptyContinuations.push(createRange(line, 0));
      } else {
        length = _measureContinuation(line.text, escape);
        logical.add(length === -1 ? line.text : line.text.slice(0, length), line.number, 0);
      }
    }
    this.instructions.push(_parseInstruction(logical, {
      escape,
      comments: this.description,
      endLine: last.number,
      endColumn: last.text.length,
      bodies: openings => this.readBodies(openings, first.number),
    }));
    this.description = [];
  }

  /** BuildKit removes the first character of the line, which is `#` unless blanks precede it. */
  private describe(line: string): void {
    const start = _skipSpace(line, 1);
    const text = line.slice(start, _trimEnd(line, start));
    if (text === '') this.description = [];
    else this.description.push(text);
  }

  private readBodies(openings: _HeredocOpening[], at: number): _Bodies | undefined {
    if (openings.length === 0) return undefined;
    const heredocs: _SyntaxHeredoc[] = [];
    let end: _SourceLine | undefined;
    for (const opening of openings) {
      const body = this.readBody(opening, at);
      heredocs.push(body.heredoc);
      end = body.end;
    }
    return { heredocs, endLine: end!.number, endColumn: end!.text.length };
  }

  private readBody(opening: _HeredocOpening, at: number): { heredoc: _SyntaxHeredoc; end: _SourceLine } {
    let first: _SourceLine | undefined;
    for (let line = this.lines.next(); line !== undefined; line = this.lines.next()) {
      first ??= line;
      if ((opening.chomps ? line.text.replace(/^\t+/, '') : line.text) !== opening.name) continue;
      const source = this.text.slice(first.start, line.start);
      const content = opening.chomps ? source.replace(/(^|\n)\t+/g, '$1') : source;
      const range = { startLine: first.number, startColumn: 0, endLine: line.number, endColumn: 0 };
      return { heredoc: { ...opening, content, source, range }, end: line };
    }
    return _refuseAt(this.text, at, {
      id: 'dockerfile/unclosed-heredoc',
      what: `The heredoc "${opening.name}" does not end.`,
      why: 'BuildKit would read the rest of the file as its text, and fail: "unterminated heredoc".',
      fix: `Add a line with only ${opening.name}${opening.chomps ? ', after any number of tabs' : ', without blanks before it'}.`,
    });
  }
}

function createRange({ number, text }: _SourceLine, start: number): _Range {
  return { startLine: number, startColumn: start, endLine: number, endColumn: text.length };
}

function findWord(line: _SourceLine, start: number): _SyntaxWord {
  return { text: line.text.slice(start), range: createRange(line, start) };
}

/** The reasons why a file cannot be read. */
function checkLines(text: string): void {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const line = text.slice(0, nul).split('\n').length;
    _refuseAt(text, line, {
      id: 'dockerfile/binary',
      what: 'The file has a NUL character.',
      why: 'It is not text, or not UTF-8: commands and values cannot contain a NUL.',
      fix: 'Name a Dockerfile, saved as UTF-8.',
    });
  }
  if (text.length * 3 <= _LONGEST_LINE) return;
  const lines = new _SourceLines(text);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const end = text.indexOf('\n', line.start + line.text.length);
    const length = (end === -1 ? text.length : end) - line.start;
    if (length * 3 <= _LONGEST_LINE) continue;
    const bytes = Buffer.byteLength(text.slice(line.start, line.start + length));
    if (bytes <= _LONGEST_LINE) continue;
    _refuseAt(text, line.number, {
      id: 'dockerfile/line-too-long',
      what: `The line has ${bytes} bytes.`,
      why: `BuildKit reads lines of at most ${_LONGEST_LINE} bytes; for a longer line in a heredoc it reports "unterminated heredoc".`,
      fix: 'Continue it on the next line, or copy the text from a file in the build context.',
    });
  }
}

function refuseEmptyFile(text: string): never {
  return _refuse({
    id: 'dockerfile/no-instruction',
    where: 'line 1',
    what: text.trim() === '' ? 'The file is empty.' : 'The file has comments, but no instruction.',
    why: 'BuildKit would fail: "file with no instructions".',
    fix: 'Begin with FROM and an image, or "FROM scratch".',
  });
}
