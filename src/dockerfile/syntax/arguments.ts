import type { _ArgumentForm } from './forms';
import { _parseHeredoc } from './heredoc-lexer';
import { _parseJsonForm } from './json-form';
import type { _SyntaxInstruction } from './syntax-tree';

/** Undefined if there is no problem. */
type Check = (instruction: _SyntaxInstruction) => string | undefined;

/** The message if an instruction has too few, too many or the wrong kind of arguments. */
const CHECKS: Record<_ArgumentForm, Check> = {
  command: () => undefined,
  array: ({ name, json }) => json === undefined || json.length === 0 ? `${name} takes a JSON array: ${name} ["/bin/bash", "-c"].` : undefined,
  copy: findCopyProblem,
  paths: instruction => {
    const paths = _listArguments(instruction);
    if (paths.length === 0) return `${instruction.name} takes at least one path.`;
    return paths.some(path => path.trim() === '') ? `The path of a ${instruction.name} is empty.` : undefined;
  },
  ports: ({ name, rest }) => rest === '' ? `${name} takes at least one port.` : undefined,
  image: ({ name, words }) => {
    if (words.length === 1 || (words.length === 3 && words[1].text.toLowerCase() === 'as')) return undefined;
    return `${name} takes an image, or an image, AS and a name.`;
  },
  text: ({ name, rest }) => rest === '' ? `${name} takes one argument.` : undefined,
  pairs: findPairsProblem,
  names: ({ name, pairs = [] }) => {
    if (pairs.length === 0) return `${name} takes at least one name.`;
    return pairs.some(({ key }) => key === '') ? `An ${name} has no name.` : undefined;
  },
  health: findHealthcheckProblem,
  trigger: ({ name, rest }) => rest === '' ? `${name} takes an instruction.` : undefined,
};

/** The forms that may be a JSON array. */
const JSON_FORMS: readonly _ArgumentForm[] = ['command', 'array', 'copy', 'paths', 'health'];

/**
 * Finds a problem with the arguments; undefined if BuildKit can read them, and for an unknown instruction.
 *
 * @internal
 */
export function _findArgumentProblem(instruction: _SyntaxInstruction): string | undefined {
  const { form } = instruction;
  return form === undefined ? undefined : _findFormProblem(instruction) ?? CHECKS[form](instruction);
}

/**
 * The part of it that is found also in what `ONBUILD` triggers, before anything is built upon the image.
 *
 * @internal
 */
export function _findFormProblem({ name, form, rest, pairs }: _SyntaxInstruction): string | undefined {
  const command = form === 'health' ? rest.replace(/^\S+\s*/, '') : rest;
  if (form !== undefined && JSON_FORMS.includes(form) && _parseJsonForm(command) === null) return `The JSON array of ${name} contains something other than strings.`;
  const odd = form === 'pairs' ? pairs?.find(({ value }) => value === undefined) : undefined;
  return odd === undefined ? undefined : `${name} takes name=value, and "${odd.key}" has no "=".`;
}

/**
 * The arguments of `COPY`, `ADD` and `VOLUME`, in either form.
 *
 * @internal
 */
export function _listArguments({ words, json }: _SyntaxInstruction): readonly string[] {
  return json ?? words.map(({ text }) => text);
}

/**
 * Whether an argument begins a heredoc.
 *
 * @internal
 */
export function _isHeredoc(word: string): boolean {
  return word.includes('<<') && _parseHeredoc(word) !== undefined;
}

function findCopyProblem(instruction: _SyntaxInstruction): string | undefined {
  const words = _listArguments(instruction);
  if (words.length < 2) return `${instruction.name} takes at least one source and a destination.`;
  return _isHeredoc(words.at(-1)!) ? `The destination of ${instruction.name} is a heredoc.` : undefined;
}

function findPairsProblem({ name, pairs = [] }: _SyntaxInstruction): string | undefined {
  if (pairs.length === 0) return `${name} takes at least one name=value.`;
  return pairs.some(({ key }) => key === '') ? `A name of ${name} is empty.` : undefined;
}

function findHealthcheckProblem({ rest }: _SyntaxInstruction): string | undefined {
  const [, kind, command] = /^(\S*)\s*(.*)$/s.exec(rest)!;
  if (kind.toUpperCase() === 'NONE') return command === '' || /^\[\s*\]$/.test(command) ? undefined : 'HEALTHCHECK NONE takes no arguments.';
  if (kind.toUpperCase() !== 'CMD') return `HEALTHCHECK takes NONE or CMD, not "${kind}".`;
  return command === '' || /^\[\s*\]$/.test(command) ? 'HEALTHCHECK CMD takes a command.' : undefined;
}
