import { _isHeredoc, _listed } from '../../syntax/arguments';
import { _flag, _flags } from '../../syntax/flags';
import { _heredocOf } from '../../syntax/heredoc-lexer';
import { _MountField, _mountFields } from '../../syntax/mount-fields';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

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
  VOLUME: instruction => _listed(instruction).map(source => ({ role: 'volume', source: source.trim() })),
  EXPOSE: ({ words }) => words.map(({ text }) => ({ role: 'port', source: text })),
  RUN: instruction => _flags(instruction, 'mount').flatMap((text, i) => mountFields(text)
    .flatMap(({ key, value }) => value === undefined ? [] : [{ role: 'mount' as const, source: value, mount: { flag: i, key } }])),
};

/** The places of an instruction. */
export function placesOf(instruction: _SyntaxInstruction): Place[] {
  return PLACES[instruction.name]?.(instruction) ?? [];
}

/** The fields of a `--mount`; none where it cannot be read. */
export function mountFields(text: string): _MountField[] {
  return _mountFields(text) ?? [];
}

function whole(role: Role): Places {
  return ({ rest }) => [{ role, source: rest }];
}

function pairPlaces({ pairs = [] }: _SyntaxInstruction): Place[] {
  return pairs.flatMap<Place>(({ key, value }) => [{ role: 'key', source: key }, { role: 'value', source: value ?? '' }]);
}

function copyPlaces(instruction: _SyntaxInstruction): Place[] {
  const words = _listed(instruction);
  const given = (role: 'chown' | 'chmod' | 'checksum'): Place[] => {
    const source = _flag(instruction, role);
    return source === undefined || source === '' ? [] : [{ role, source }];
  };
  return [
    ...given('chown'),
    ...given('chmod'),
    ...given('checksum'),
    ...words.slice(0, -1).filter(word => !_isHeredoc(word)).map(source => ({ role: 'source' as const, source })),
    ...words.slice(-1).map(source => ({ role: 'destination' as const, source })),
    ...words.slice(0, -1).filter(_isHeredoc).flatMap(word => bodyOf(instruction, word)),
  ];
}

/** What a word such as `<<EOF` stands for, where it expands. BuildKit misses those with a blank behind `<<`. */
function bodyOf({ heredocs }: _SyntaxInstruction, word: string): Place[] {
  const opening = _heredocOf(word);
  const body = heredocs.find(({ name }) => name === opening?.name);
  return opening?.expands && body !== undefined ? [{ role: 'body', source: body.content }] : [];
}
