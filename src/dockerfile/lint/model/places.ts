import { _findInstructionRow } from '../../instructions';
import { _isHeredoc, _listArguments } from '../../syntax/arguments';
import { _findFlag, _listFlags } from '../../syntax/flags';
import type { _ArgumentForm, _FlagForm, _WordRole } from '../../syntax/forms';
import { _parseHeredoc } from '../../syntax/heredoc-lexer';
import { _MountField, _parseMountFields } from '../../syntax/mount-fields';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

/** A word that BuildKit expands. */
export interface Place {
  readonly role: _WordRole;
  readonly source: string;
  /** For a mount: the flag and the key. */
  readonly mount?: { readonly flag: number; readonly key: string };
}

/**
 * The words of an instruction in which variables of its stage are expanded, in that order. BuildKit does not expand the others.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function listPlaces(instruction: _SyntaxInstruction): Place[] {
  const { flags, form, expands } = _findInstructionRow(instruction.name) ?? {};
  const given = flags === undefined || instruction.flags.length === 0 ? [] : listFlagPlaces(instruction, flags);
  const words = form === undefined || expands === undefined ? undefined : WORDS[form]?.(instruction, expands);
  return words === undefined ? given : given.length === 0 ? words : [...given, ...words];
}

/** The words of each form. */
const WORDS: Partial<Record<_ArgumentForm, (instruction: _SyntaxInstruction, role: _WordRole) => Place[]>> = {
  text: ({ rest }, role) => [{ role, source: rest }],
  pairs: ({ pairs = [] }, role) => pairs.flatMap<Place>(({ key, value }) => [{ role: 'key', source: key }, { role, source: value ?? '' }]),
  names: ({ pairs = [] }, role) => pairs.flatMap(({ value }) => value === undefined ? [] : [{ role, source: value }]),
  paths: (instruction, role) => _listArguments(instruction).map(source => ({ role, source: source.trim() })),
  ports: ({ words }, role) => words.map(({ text }) => ({ role, source: text })),
  copy: listCopyPlaces,
};

/** The fields of a `--mount`; none if it is invalid. */
export function parseMountFields(text: string): _MountField[] {
  return _parseMountFields(text) ?? [];
}

function listFlagPlaces(instruction: _SyntaxInstruction, flags: Readonly<Record<string, _FlagForm>>): Place[] {
  return Object.entries(flags).flatMap(([name, form]): Place[] => {
    if (form === 'mounts') return _listFlags(instruction, name).flatMap(listMountPlaces);
    const source = form === 'word' ? _findFlag(instruction, name) : undefined;
    return source === undefined || source === '' ? [] : [{ role: name as _WordRole, source }];
  });
}

function listMountPlaces(text: string, flag: number): Place[] {
  return parseMountFields(text).flatMap(({ key, value }) => value === undefined ? [] : [{ role: 'mount', source: value, mount: { flag, key } }]);
}

function listCopyPlaces(instruction: _SyntaxInstruction, role: _WordRole): Place[] {
  const words = _listArguments(instruction);
  return [
    ...words.slice(0, -1).filter(word => !_isHeredoc(word)).map(source => ({ role, source })),
    ...words.slice(-1).map(source => ({ role: 'destination' as const, source })),
    ...words.slice(0, -1).filter(_isHeredoc).flatMap(word => readBody(instruction, word)),
  ];
}

/** The text of a word such as `<<EOF`, if it is expanded. BuildKit misses those with a blank after `<<`. */
function readBody({ heredocs }: _SyntaxInstruction, word: string): Place[] {
  const opening = _parseHeredoc(word);
  const body = heredocs.find(({ name }) => name === opening?.name);
  return opening?.expands && body !== undefined ? [{ role: 'body', source: body.content }] : [];
}
