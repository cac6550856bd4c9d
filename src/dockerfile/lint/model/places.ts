import { isHeredoc, listed } from './arguments';
import { flag, flags } from './flags';
import { _heredocOf } from '../../syntax/heredoc-lexer';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';
import { csvFields } from '../language/csv';

/** What a word of an instruction is for. */
export type Role =
  | 'key' | 'value' | 'source' | 'destination' | 'chown' | 'chmod' | 'checksum' | 'body' | 'path' | 'user' | 'volume' | 'signal' | 'port' | 'mount';

/** A word that BuildKit expands. */
export interface Place {
  readonly role: Role;
  readonly source: string;
  /** Of a mount: which flag, and which key of it. */
  readonly mount?: { readonly flag: number; readonly key: string };
}

type Places = (instruction: _SyntaxInstruction) => Place[];

/**
 * Which words of an instruction are expanded with the variables of its stage. The rest is handed on as it is written.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
const PLACES: Record<string, Places> = {
  ENV: pairPlaces,
  LABEL: pairPlaces,
  ARG: ({ pairs = [] }) => pairs.flatMap(({ value }) => value === undefined ? [] : [{ role: 'value', source: value }]),
  COPY: copyPlaces,
  ADD: copyPlaces,
  WORKDIR: whole('path'),
  USER: whole('user'),
  STOPSIGNAL: whole('signal'),
  VOLUME: instruction => listed(instruction).map(source => ({ role: 'volume', source: source.trim() })),
  EXPOSE: ({ words }) => words.map(({ text }) => ({ role: 'port', source: text })),
  RUN: instruction => flags(instruction, 'mount').flatMap((text, i) => mountFields(text)
    .flatMap(({ key, value }) => value === undefined ? [] : [{ role: 'mount' as const, source: value, mount: { flag: i, key } }])),
};

/** The places of an instruction. */
export function placesOf(instruction: _SyntaxInstruction): Place[] {
  return PLACES[instruction.keyword.text.toUpperCase()]?.(instruction) ?? [];
}

/** The fields of a `--mount`; none where it cannot be read. */
export function mountFields(text: string): { readonly key: string; readonly value?: string; readonly text: string }[] {
  return (csvFields(text) ?? []).map(field => {
    const [, key, , value] = /^([^=]*)(=(.*))?$/s.exec(field)!;
    return { key: key.toLowerCase(), value, text: field };
  });
}

function whole(role: Role): Places {
  return ({ rest }) => [{ role, source: rest }];
}

function pairPlaces({ pairs = [] }: _SyntaxInstruction): Place[] {
  return pairs.flatMap<Place>(({ key, value }) => [{ role: 'key', source: key }, { role: 'value', source: value ?? '' }]);
}

function copyPlaces(instruction: _SyntaxInstruction): Place[] {
  const words = listed(instruction);
  const given = (role: 'chown' | 'chmod' | 'checksum'): Place[] => {
    const source = flag(instruction, role);
    return source === undefined || source === '' ? [] : [{ role, source }];
  };
  return [
    ...given('chown'),
    ...given('chmod'),
    ...given('checksum'),
    ...words.slice(0, -1).filter(word => !isHeredoc(word)).map(source => ({ role: 'source' as const, source })),
    ...words.slice(-1).map(source => ({ role: 'destination' as const, source })),
    ...words.slice(0, -1).filter(isHeredoc).flatMap(word => bodyOf(instruction, word)),
  ];
}

/** What a word such as `<<EOF` stands for, where it expands. BuildKit misses those with a blank behind `<<`. */
function bodyOf({ heredocs }: _SyntaxInstruction, word: string): Place[] {
  const opening = _heredocOf(word);
  const body = heredocs.find(({ name }) => name === opening?.name);
  return opening?.expands && body !== undefined ? [{ role: 'body', source: body.content }] : [];
}
