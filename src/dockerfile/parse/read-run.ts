import { _GivenFlags } from './given-flags';
import { _readCommandLines } from './read-command';
import { _readShellHeredoc } from './read-heredoc';
import { _readMount } from './read-mount';
import type { _ReadContext } from './reader';
import { _Refusal, _refuse } from '../../core';
import { Heredoc } from '../nodes/heredoc';
import { Run, RunNetwork, RunOptions, RunSecurity } from '../nodes/run';
import { _quoteShortened } from '../print/text';
import { _parseHeredoc } from '../syntax/heredoc-lexer';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/** @internal */
export function _readRun(instruction: _SyntaxInstruction, { escape }: _ReadContext): Run {
  const { rest, json, heredocs } = instruction;
  const flags = new _GivenFlags(instruction, escape);
  const options: RunOptions = {
    mounts: flags.readTexts('mount')?.map(text => _readMount(text, escape)),
    network: checkChoice('network', flags.readText('network'), Object.values(RunNetwork)),
    security: checkChoice('security', flags.readText('security'), Object.values(RunSecurity)),
    devices: flags.readTexts('device'),
  };
  if (json !== undefined) return Run.exec([...json], options);
  const lines = _readCommandLines(instruction, rest);
  if (heredocs.length === 0) return lines === undefined ? Run.shell(rest, options) : Run.shellLines(lines, options);
  // Only a heredoc: BuildKit itself uses its text as the script.
  if (_parseHeredoc(rest) !== undefined) return createScript(heredocs[0].content, options, heredocs[0].name);
  // If it cannot be printed, it becomes a script: the shell receives the same text, with a final line break.
  return tryPrintable(() => {
    const texts = heredocs.map(_readShellHeredoc);
    return lines === undefined ? Run.shellWithHeredocs(rest, texts, options) : Run.shellLinesWithHeredocs(lines, texts, options);
  }) ?? createScript(`${[rest, ...heredocs.map(({ source, name }) => `${source}${name}`)].join('\n')}\n`, options);
}

function createScript(body: string, options: RunOptions, name?: string): Run {
  return Run.script(body, { ...options, delimiter: findDelimiter(body, name) });
}

/** Keeps the name of a heredoc if possible: a script that begins with `#!` becomes a file with that name. */
function findDelimiter(body: string, name?: string): string | undefined {
  if (name === undefined || Heredoc._script(body).delimiter === name) return undefined;
  return body.startsWith('#!') || tryPrintable(() => Heredoc._script(body, name)) !== undefined ? name : undefined;
}

/** Creates the instruction; undefined if its heredocs cannot be printed. */
function tryPrintable<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof _Refusal && /^dockerfile\/(shell-heredoc|heredoc-delimiter)$/.test(error.problem.id)) return undefined;
    throw error;
  }
}

function checkChoice<T extends string>(flag: string, value: string | undefined, known: readonly T[]): T | undefined {
  const found = known.find(each => each === value);
  if (value === undefined || found !== undefined) return found;
  return _refuse({
    id: 'dockerfile/run-flag',
    what: `--${flag} is ${_quoteShortened(value)}.`,
    why: 'BuildKit would reject it.',
    fix: `Use one of: ${known.join(', ')}.`,
  });
}
