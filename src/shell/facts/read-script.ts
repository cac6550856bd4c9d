import { _Collector } from './collector';
import { _endsOf, _execEnd } from './ends';
import { _Findings } from './findings';
import { _dialectOfInterpreter, _interpreter } from './interpreter';
import type { _ScriptFacts } from './script-facts';
import { _shellArguments } from './shell-arguments';
import { _dialectOf } from './shells';
import type { _Dialect } from './shells';
import { _baseName, _commandIndex } from './wrappers';
import { _parseShell } from '../syntax/parser';
import type { _ShellWord } from '../syntax/syntax-tree';

/**
 * Collects what a script file needs and does. Never throws; takes time in proportion to the length of the text.
 *
 * @internal
 */
export function _scriptFacts(text: string): _ScriptFacts {
  const interpreter = _interpreter(text);
  const dialect = _dialectOfInterpreter(interpreter);
  if (dialect !== 'other') return { ...(interpreter && { interpreter }), ...readAs(dialect, text) };
  const line = text.split('\n', 1)[0];
  return { interpreter, dialect, ...factsOf(new _Findings(), { unknown: [{ line: 1, text: line, reason: 'interpreter' as const }] }) };
}

/**
 * Collects what a command given as words needs and does: an ENTRYPOINT, CMD or HEALTHCHECK in exec form.
 * The text of `sh -c` is read like a script; its `"$@"` is the words after it.
 *
 * @internal
 */
export function _commandFacts(words: string[]): _ScriptFacts {
  const given = words.map((text): _ShellWord => ({ line: 1, source: text, parts: [{ kind: 'text', text, quoted: true }] }));
  if (given.length === 0) return factsOf(new _Findings());
  const findings = new _Findings();
  new _Collector(findings, 'other', new Map()).run(given, 0, given.length, false);
  const index = _commandIndex({ texts: words, sources: words }, 0, words.length);
  const program = _baseName(words[index]);
  const dialect = _dialectOf(program);
  const shell = dialect === 'other' ? undefined : _shellArguments(program, words, index, words.length);
  if (!shell?.isText) return factsOf(findings, { ends: [_execEnd(given, 1)] });
  const { ends, errors, bashisms, runsArguments } = readAs(dialect, words[shell.index]);
  const rest = words.slice(shell.rest);
  return factsOf(findings, {
    dialect,
    errors,
    bashisms,
    runsArguments: runsArguments && rest.length === 0,
    ends: ends.map(end => end.runsArguments && rest.length > 0 ? { ...end, words: [...end.words, ...rest], runsArguments: false } : end),
  });
}

function readAs(dialect: _Dialect, text: string): _ScriptFacts {
  const { statements, functions, bashisms, fault } = _parseShell(text, { isBash: dialect === 'bash', line: 1 });
  const findings = new _Findings();
  const runsArguments = new _Collector(findings, dialect, new Map(functions)).script(statements);
  const errors = fault ? [{ line: fault.line, column: fault.column, what: fault.what }] : [];
  return factsOf(findings, { dialect, runsArguments, ends: fault ? [] : _endsOf(statements, functions), bashisms, errors });
}

function factsOf({ commands, unknown, sources, files, background, traps, setsPath }: _Findings, more: Partial<_ScriptFacts> = {}): _ScriptFacts {
  const found = { commands: [...commands.values()], unknown, sources, files, background, traps, setsPath };
  return { ...found, runsArguments: false, ends: [], bashisms: [], errors: [], ...more };
}
