import { _ShellPart, _quoteValue, _refuse } from '../../core';

/**
 * One flag as the compiler or the linker gets it. Only the flags of a `GoVariable` contain a variable of the script.
 *
 * @internal
 */
export type _GoFlag = readonly _ShellPart[];

/**
 * A list of flags for the packages that a pattern matches, or for the programs themselves: the value of `-gcflags` or `-ldflags`.
 *
 * @see https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies
 * @internal
 */
export interface _GoFlagList {
  readonly pattern?: string;
  readonly flags: readonly _GoFlag[];
}

/** What separates flags (https://go.dev/src/cmd/internal/quoted/quoted.go, `isSpaceByte`). */
const BLANK = /[ \t\n\r]/;

/**
 * Reads a value of `-gcflags` or `-ldflags` as the go command does.
 *
 * @param option name of the option, for messages
 * @throws `go/flags` for values that the go command would refuse
 * @see https://go.dev/src/cmd/go/internal/load/flag.go `PerPackageFlag.set`
 * @internal
 */
export function _readFlagList(text: string, option: string): _GoFlagList {
  const trimmed = text.trim();
  // A wrong beginning is refused when the list is printed.
  if (/^(?:['"-]|$)/.test(trimmed)) return { flags: _readFlags(trimmed, option) };
  const at = trimmed.indexOf('=');
  if (at < 1) {
    return _refuse({
      id: 'go/flags',
      what: `${_quoteValue(text)} in ${option} begins neither with "-" nor with a pattern and "=".`,
      why: 'The go command reads the first part as a package pattern and stops: "missing =<value> in <pattern>=<value>".',
      fix: 'Write the dash of the option, "-s", or a pattern before it: "all=-l".',
    });
  }
  return { pattern: trimmed.slice(0, at).trim(), flags: _readFlags(trimmed.slice(at + 1), option) };
}

/**
 * Splits a text at spaces as the go command does: `'…'` and `"…"` around a whole flag keep it together; there are no escapes.
 *
 * @throws `go/flags` for a quote that is not closed
 * @see https://go.dev/src/cmd/internal/quoted/quoted.go `Split`
 * @internal
 */
export function _readFlags(text: string, option: string): _GoFlag[] {
  const flags: _GoFlag[] = [];
  for (let at = 0; at < text.length;) {
    if (BLANK.test(text[at])) {
      at++;
      continue;
    }
    const quote = /['"]/.test(text[at]) ? text[at] : undefined;
    const begin = quote === undefined ? at : at + 1;
    let end = begin;
    while (end < text.length && (quote === undefined ? !BLANK.test(text[end]) : text[end] !== quote)) end++;
    if (quote !== undefined && end === text.length) refuseOddQuote(text, quote, option);
    flags.push([text.slice(begin, end)]);
    at = quote === undefined ? end : end + 1;
  }
  return flags;
}

/**
 * The text of a list of flags, which the go command splits into exactly these flags again.
 *
 * @throws `go/flags` for flags that no text can express
 * @see https://go.dev/src/cmd/internal/quoted/quoted.go `Join`
 * @internal
 */
export function _printFlagList({ pattern, flags }: _GoFlagList, option: string): _ShellPart[] {
  const quoted = flags.map(flag => quoteFlag(flag, option));
  const first = quoted[0]?.[0];
  if (pattern === undefined && typeof first === 'string' && !first.startsWith('-')) refuseFirst(printFlag(flags[0]), option);
  return [...(pattern === undefined ? [] : [`${pattern}=`]), ...quoted.flatMap((parts, i) => (i === 0 ? parts : [' ', ...parts]))];
}

/** The value of a variable of the script is a version, which has neither spaces nor quotes. */
function quoteFlag(flag: _GoFlag, option: string): _ShellPart[] {
  const text = printFlag(flag);
  // A quote after another character is an ordinary character.
  if (!BLANK.test(text) && !/^(?:['"]|$)/.test(text)) return [...flag];
  const quote = ['\'', '"'].find(each => !text.includes(each));
  return quote === undefined ? refuseBothQuotes(text, option) : [quote, ...flag, quote];
}

function printFlag(flag: _GoFlag): string {
  return flag.map(part => (typeof part === 'string' ? part : `$${part.variable}`)).join('');
}

function refuseOddQuote(text: string, quote: string, option: string): never {
  return _refuse({
    id: 'go/flags',
    what: `${_quoteValue(text)} in ${option} has a ${quote} that is not closed.`,
    why: 'The go command splits the text at spaces and quotes, has no escapes, and stops: "unterminated string".',
    fix: 'Close the quote in the same entry: "-X \'main.motto=a b\'". To include such a character, use the other kind of quotes.',
  });
}

function refuseFirst(text: string, option: string): never {
  return _refuse({
    id: 'go/flags',
    what: `The first flag of ${option}, ${_quoteValue(text)}, does not begin with "-", or needs quotes.`,
    why: 'The go command reads the first part as a package pattern and stops at a quote: "parameter may not start with quote character".',
    fix: 'Begin with an option and put its value after a space; only the value may be quoted: "-X \'main.motto=a b\'".',
  });
}

function refuseBothQuotes(text: string, option: string): never {
  return _refuse({
    id: 'go/flags',
    what: `The flag ${_quoteValue(text)} in ${option} needs quotes and has both kinds of them.`,
    why: 'The go command splits the text at spaces and quotes and has no escapes, so this flag cannot be written.',
    fix: 'Leave out one kind of quotes, or set the variable in a file (extraFiles).',
  });
}
