import { keywordOf } from './keyword';
import { _heredocOf } from '../../syntax/heredoc-lexer';
import { _jsonForm } from '../../syntax/json-form';
import { _KEYWORDS } from '../../syntax/keywords';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

/** Undefined where all is well. */
type Check = (instruction: _SyntaxInstruction) => string | undefined;

/** What BuildKit says when the arguments of an instruction are too few, too many or of the wrong kind. */
const ARGUMENTS: Record<string, Check> = {
  FROM: ({ words }) => {
    if (words.length === 1 || (words.length === 3 && words[1].text.toLowerCase() === 'as')) return undefined;
    return 'FROM takes an image, or an image, AS and a name.';
  },
  ADD: instruction => copyProblem('ADD', instruction),
  COPY: instruction => copyProblem('COPY', instruction),
  ENV: instruction => pairsProblem('ENV', instruction),
  LABEL: instruction => pairsProblem('LABEL', instruction),
  ARG: ({ pairs = [] }) => {
    if (pairs.length === 0) return 'ARG takes at least one name.';
    return pairs.some(({ key }) => key === '') ? 'An ARG has no name.' : undefined;
  },
  EXPOSE: ({ rest }) => rest === '' ? 'EXPOSE takes at least one port.' : undefined,
  VOLUME: instruction => {
    const paths = listed(instruction);
    if (paths.length === 0) return 'VOLUME takes at least one path.';
    return paths.some(path => path.trim() === '') ? 'The path of a VOLUME is empty.' : undefined;
  },
  WORKDIR: one,
  USER: one,
  STOPSIGNAL: one,
  MAINTAINER: one,
  SHELL: ({ json }) => json === undefined || json.length === 0 ? 'SHELL takes a JSON array: SHELL ["/bin/bash", "-c"].' : undefined,
  HEALTHCHECK: healthcheckProblem,
  ONBUILD: ({ rest }) => rest === '' ? 'ONBUILD takes an instruction.' : undefined,
  RUN: () => undefined,
  CMD: () => undefined,
  ENTRYPOINT: () => undefined,
};

/** Those that may be written as a JSON array. */
const JSON_FORMS = ['command', 'paths', 'health'];

/** Undefined where BuildKit can read the arguments. */
export function argumentProblem(instruction: _SyntaxInstruction): string | undefined {
  const keyword = keywordOf(instruction);
  return formProblem(instruction) ?? (Object.hasOwn(ARGUMENTS, keyword) ? ARGUMENTS[keyword](instruction) : undefined);
}

/** The part of it that is found also in what `ONBUILD` triggers, before anything is built upon the image. */
export function formProblem(instruction: _SyntaxInstruction): string | undefined {
  const keyword = keywordOf(instruction);
  const form = Object.hasOwn(_KEYWORDS, keyword) ? _KEYWORDS[keyword].form : undefined;
  const command = form === 'health' ? instruction.rest.replace(/^\S+\s*/, '') : instruction.rest;
  if (form !== undefined && JSON_FORMS.includes(form) && _jsonForm(command) === null) return `The JSON array of ${keyword} holds something that is no string.`;
  const odd = form === 'pairs' ? instruction.pairs?.find(({ value }) => value === undefined) : undefined;
  return odd === undefined ? undefined : `${keyword} takes name=value, and "${odd.key}" has no "=".`;
}

/** The arguments of `COPY`, `ADD` and `VOLUME`, in either form. */
export function listed({ words, json }: _SyntaxInstruction): readonly string[] {
  return json ?? words.map(({ text }) => text);
}

/** Whether an argument begins a heredoc. */
export function isHeredoc(word: string): boolean {
  return word.includes('<<') && _heredocOf(word) !== undefined;
}

function one({ keyword, rest }: _SyntaxInstruction): string | undefined {
  return rest === '' ? `${keyword.text.toUpperCase()} takes one argument.` : undefined;
}

function copyProblem(keyword: string, instruction: _SyntaxInstruction): string | undefined {
  const words = listed(instruction);
  if (words.length < 2) return `${keyword} takes at least one source and a destination.`;
  return isHeredoc(words.at(-1)!) ? `The destination of ${keyword} is a heredoc.` : undefined;
}

function pairsProblem(keyword: string, { pairs = [] }: _SyntaxInstruction): string | undefined {
  if (pairs.length === 0) return `${keyword} takes at least one name=value.`;
  return pairs.some(({ key }) => key === '') ? `A name of ${keyword} is empty.` : undefined;
}

function healthcheckProblem({ rest }: _SyntaxInstruction): string | undefined {
  const [, kind, command] = /^(\S*)\s*(.*)$/s.exec(rest)!;
  if (kind.toUpperCase() === 'NONE') return command === '' || /^\[\s*\]$/.test(command) ? undefined : 'HEALTHCHECK NONE takes no arguments.';
  if (kind.toUpperCase() !== 'CMD') return `HEALTHCHECK takes NONE or CMD, not "${kind}".`;
  return command === '' || /^\[\s*\]$/.test(command) ? 'HEALTHCHECK CMD takes a command.' : undefined;
}
