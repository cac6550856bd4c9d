import { _isBlank, _isSpace, _skipSpace, _trimEnd } from './blank';
import { _lexFlags } from './flag-lexer';
import type { _ArgumentForm } from './forms';
import { _findHeredocs, _HeredocOpening } from './heredoc-lexer';
import { _parseJsonForm } from './json-form';
import type { _LogicalLine } from './logical-line';
import type { _SyntaxHeredoc, _SyntaxInstruction, _SyntaxPair, _SyntaxWord } from './syntax-tree';
import { _Cut, _splitAtBlanks, _splitOutsideQuotes } from './words';
import { _findInstructionRow } from '../instructions';

/** The parts of an instruction that do not come from its own line. */
interface Around {
  readonly escape: string;
  readonly comments: readonly string[];
  readonly endLine: number;
  readonly endColumn: number;
  /** Reads the bodies of heredocs from the lines below. */
  readonly bodies: (openings: _HeredocOpening[]) => _Bodies | undefined;
}

/**
 * The heredocs of an instruction, and the end of the last one.
 *
 * @internal
 */
export interface _Bodies {
  readonly heredocs: readonly _SyntaxHeredoc[];
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Parses the instruction of a logical line. It accepts what BuildKit's parser accepts, even an unknown keyword.
 *
 * @internal
 */
export function _parseInstruction(line: _LogicalLine, around: Around): _SyntaxInstruction {
  const { text } = line;
  const cut = cutInstruction(line, _skipSpace(text, 0), text.length, around.escape);
  const { heredocs, endLine, endColumn } = (cut.mayHaveHeredocs && around.bodies(_findHeredocs(text))) || { heredocs: [], ...around };
  const range = { startLine: line.first.line, startColumn: line.first.column, endLine, endColumn };
  const { trigger } = cut.instruction;
  return {
    ...cut.instruction,
    heredocs,
    comments: around.comments,
    range,
    ...(trigger === undefined ? {} : { trigger: { ...trigger, heredocs, range: { ...trigger.range, endLine, endColumn } } }),
  };
}

/** An instruction without its context. */
interface CutInstruction {
  readonly instruction: _SyntaxInstruction;
  readonly mayHaveHeredocs: boolean;
}

function cutInstruction(line: _LogicalLine, start: number, to: number, escape: string, isTrigger = false): CutInstruction {
  const { text } = line;
  const end = _trimEnd(text, start, to);
  let keywordEnd = start;
  while (keywordEnd < end && !_isBlank(text, keywordEnd)) keywordEnd++;
  let argumentsStart = keywordEnd;
  while (argumentsStart < end && _isBlank(text, argumentsStart)) argumentsStart++;
  const { flags, rest } = _lexFlags(text.slice(argumentsStart, end), escape);
  const restStart = _skipSpace(text, argumentsStart + rest, end);

  const keyword = { text: text.slice(start, keywordEnd), range: line.findRange(start, keywordEnd) };
  const name = keyword.text.toUpperCase();
  const { form, heredocs } = _findInstructionRow(name) ?? {};
  const restText = text.slice(restStart, end);
  const json = parseJson(restText, form);
  const pairs = parsePairs(line, restStart, end, form, escape);
  // BuildKit rejects ONBUILD ONBUILD, so one level is enough.
  const trigger = form === 'trigger' && !isTrigger && restText !== '' ? cutInstruction(line, restStart, end, escape, true) : undefined;
  return {
    instruction: {
      name,
      form,
      keyword,
      flags: flags.map(flag => createFlag(flag.text, line.findRange(argumentsStart + flag.start, argumentsStart + flag.end))),
      rest: restText,
      lines: line.splitLines(restStart, end),
      words: _splitAtBlanks(text, restStart, end).map(word => createWord(line, word)),
      ...(pairs === undefined ? {} : { pairs }),
      ...(json === undefined ? {} : { json }),
      heredocs: [],
      comments: [],
      range: line.findRange(start, end),
      ...(trigger === undefined ? {} : { trigger: trigger.instruction }),
    },
    mayHaveHeredocs: trigger?.mayHaveHeredocs ?? (heredocs === true && form !== 'trigger' && json === undefined),
  };
}

function createWord(line: _LogicalLine, { text, start, end }: _Cut): _SyntaxWord {
  return { text, range: line.findRange(start, end) };
}

function createFlag(text: string, range: _SyntaxWord['range']): _SyntaxInstruction['flags'][number] {
  const sign = text.indexOf('=');
  return sign === -1 ? { name: text.slice(2), range } : { name: text.slice(2, sign), value: text.slice(sign + 1), range };
}

function parseJson(rest: string, form: _ArgumentForm | undefined): string[] | undefined {
  switch (form) {
    case 'command':
    case 'array':
    case 'copy':
    case 'paths': return _parseJsonForm(rest) ?? undefined;
    case 'health': {
      let end = 0;
      while (end < rest.length && !_isSpace(rest, end)) end++;
      return _parseJsonForm(rest.slice(end)) ?? undefined;
    }
    default: return undefined;
  }
}

function parsePairs(line: _LogicalLine, start: number, end: number, form: _ArgumentForm | undefined, escape: string): _SyntaxPair[] | undefined {
  if (form !== 'pairs' && form !== 'names') return undefined;
  const words = _splitOutsideQuotes(line.text, start, end, escape);
  const [first] = words;
  if (form === 'names' || first === undefined || first.text.includes('=')) return words.map(word => parsePair(line, word));
  let keyEnd = start;
  while (keyEnd < end && !_isBlank(line.text, keyEnd)) keyEnd++;
  let valueStart = keyEnd;
  while (valueStart < end && _isBlank(line.text, valueStart)) valueStart++;
  const key = line.text.slice(start, keyEnd);
  const value = valueStart === keyEnd ? {} : { value: line.text.slice(valueStart, end) };
  return [{ key, ...value, legacy: true, range: line.findRange(start, end) }];
}

function parsePair(line: _LogicalLine, { text, start, end }: _Cut): _SyntaxPair {
  const sign = text.indexOf('=');
  const range = line.findRange(start, end);
  return sign === -1 ? { key: text, legacy: false, range } : { key: text.slice(0, sign), value: text.slice(sign + 1), legacy: false, range };
}
