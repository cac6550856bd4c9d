import { _Collector } from './collector';
import { _findEnds, _createExecEnd } from './ends';
import { _CollectedFacts } from './findings';
import { _findInterpreterDialect, _readInterpreter } from './interpreter';
import type { _ScriptFacts } from './script-facts';
import { _readShellArguments } from './shell-arguments';
import { _findDialect } from './shells';
import type { _Dialect } from './shells';
import { _findBaseName, _findCommandIndex } from './wrappers';
import { _parseShell } from '../syntax/parser';
import type { _ShellWord } from '../syntax/syntax-tree';

/**
 * Collects the facts about a script file. Never throws; the time is proportional to the length of the text.
 *
 * @internal
 */
export function _collectScriptFacts(text: string): _ScriptFacts {
  const interpreter = _readInterpreter(text);
  const dialect = _findInterpreterDialect(interpreter);
  if (dialect !== 'other') return { ...(interpreter && { interpreter }), ...readAs(dialect, text) };
  const line = text.split('\n', 1)[0];
  return { interpreter, dialect, ...createFacts(new _CollectedFacts(), { unknown: [{ line: 1, text: line, reason: 'interpreter' as const }] }) };
}

/**
 * Collects the facts about a command given as words: an ENTRYPOINT, CMD or HEALTHCHECK in exec form.
 * The text of `sh -c` is read like a script; its `"$@"` stands for the words after it.
 *
 * @internal
 */
export function _collectCommandFacts(words: string[]): _ScriptFacts {
  const given = words.map((text): _ShellWord => ({ line: 1, source: text, parts: [{ kind: 'text', text, quoted: true }] }));
  if (given.length === 0) return createFacts(new _CollectedFacts());
  const findings = new _CollectedFacts();
  new _Collector(findings, 'other', new Map()).collectRun(given, 0, given.length, false);
  const index = _findCommandIndex({ texts: words, sources: words }, 0, words.length);
  const program = _findBaseName(words[index]);
  const dialect = _findDialect(program);
  const shell = dialect === 'other' ? undefined : _readShellArguments(program, words, index, words.length);
  if (!shell?.isText) return createFacts(findings, { ends: [_createExecEnd(given, 1)] });
  const { ends, errors, bashisms, runsArguments } = readAs(dialect, words[shell.index]);
  const rest = words.slice(shell.rest);
  return createFacts(findings, {
    dialect,
    errors,
    bashisms,
    runsArguments: runsArguments && rest.length === 0,
    ends: ends.map(end => end.runsArguments && rest.length > 0 ? { ...end, words: [...end.words, ...rest], runsArguments: false } : end),
  });
}

function readAs(dialect: _Dialect, text: string): _ScriptFacts {
  const { statements, functions, bashisms, fault } = _parseShell(text, { isBash: dialect === 'bash', line: 1 });
  const findings = new _CollectedFacts();
  const runsArguments = new _Collector(findings, dialect, new Map(functions)).collectScript(statements);
  const errors = fault ? [{ line: fault.line, column: fault.column, what: fault.what }] : [];
  return createFacts(findings, { dialect, runsArguments, ends: fault ? [] : _findEnds(statements, functions), bashisms, errors });
}

function createFacts(
  { commands, unknown, sources, files, background, traps, setsPath, changesDirectory }: _CollectedFacts, more: Partial<_ScriptFacts> = {},
): _ScriptFacts {
  const found = { commands: [...commands.values()], unknown, sources, files, background, traps, setsPath, changesDirectory };
  return { ...found, runsArguments: false, ends: [], bashisms: [], errors: [], ...more };
}
