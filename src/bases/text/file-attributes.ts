import { _isOwner } from '../../rootfs';
import { _BaseFile, _BaseFileKind, _SMALLEST_SIZE_CLASS } from '../base-facts';
import { _readField, _writeField } from './field';
import { _UsualProgram, _listProgramFields, _readProgramField } from './program-fields';

/** The letter and the usual mode of each kind. A directory is a heading, and most other lines are files. */
const KINDS: Readonly<Record<_BaseFileKind, { readonly letter: string; readonly mode: string }>> = {
  'file': { letter: '', mode: '0644' },
  'directory': { letter: '', mode: '0755' },
  'symlink': { letter: 'l', mode: '0777' },
  'character-device': { letter: 'c', mode: '0666' },
  'block-device': { letter: 'b', mode: '0660' },
  'fifo': { letter: 'p', mode: '0644' },
};

const EXECUTABLE = '0755';
const ROOT = '0:0';
/** An owner of numbers that no account can have. */
const UNKNOWN = '?';
/** The largest number of bytes that is counted exactly is below 2^53. */
const LARGEST_SIZE_CLASS = 53;

type Draft = { -readonly [K in keyof _BaseFile]: _BaseFile[K] };

/**
 * Writes what is unusual about a file, each fact after a tab. Facts that its kind cannot have are left out.
 *
 * @internal
 */
export function _writeAttributes(file: _BaseFile, usual: _UsualProgram): string {
  const { kind, mode, owner = UNKNOWN, target } = file;
  const { letter, mode: usualMode } = KINDS[kind];
  const fields = [
    ...letter === '' ? [] : [letter],
    ...mode === usualMode ? [] : [kind === 'file' && mode === EXECUTABLE ? 'x' : `m${mode}`],
    ...owner === ROOT ? [] : [`o${owner}`],
    ...kind === 'file' ? listFileFields(file, usual) : [],
    ...kind === 'symlink' ? [`>${target}`] : [],
  ];
  return fields.map(field => `\t${_writeField(field)}`).join('');
}

function listFileFields({ sizeClass, hasCapabilities, program, script }: _BaseFile, usual: _UsualProgram): string[] {
  return [
    ...sizeClass === _SMALLEST_SIZE_CLASS ? [] : [`s${sizeClass}`],
    ...hasCapabilities ? ['cap'] : [],
    ...program === undefined ? [] : _listProgramFields(program, usual),
    ...script === undefined ? [] : [`#!${script.interpreter}${script.argument === '' ? '' : ` ${script.argument}`}`],
  ];
}

/**
 * Reads what `_writeAttributes` writes; undefined for anything else.
 *
 * @param isDirectory whether it follows a heading
 * @internal
 */
export function _readAttributes(text: string, usual: _UsualProgram, isDirectory: boolean): _BaseFile | undefined {
  const fields = text.split('\t').slice(1).map(_readField);
  const kind = isDirectory ? 'directory' : findKind(fields[0]);
  const draft: Draft = { kind, mode: KINDS[kind].mode, owner: ROOT, sizeClass: _SMALLEST_SIZE_CLASS };
  const isRead = fields.every(field => field !== undefined && readAttribute(field, draft, usual));
  // Fields that are repeated, needless, out of order or impossible would be written differently.
  return isRead && _writeAttributes(draft, usual) === text ? draft : undefined;
}

function findKind(letter: string | undefined): _BaseFileKind {
  const kinds = Object.keys(KINDS) as _BaseFileKind[];
  return kinds.find(kind => KINDS[kind].letter === letter) ?? 'file';
}

/** Reads one field; false if it is malformed. */
function readAttribute(field: string, draft: Draft, usual: _UsualProgram): boolean {
  if (field === KINDS[draft.kind].letter) return true;
  if (field === 'x') return setMode(draft, EXECUTABLE);
  if (field === 'cap') return draft.hasCapabilities = true;
  const value = field.slice(1);
  switch (field[0]) {
    case 'm': return setMode(draft, value);
    case 'o': return setOwner(draft, value);
    case 's': return (draft.sizeClass = Number(value)) > _SMALLEST_SIZE_CLASS && draft.sizeClass <= LARGEST_SIZE_CLASS;
    case '#': return setScript(draft, value);
    case '>': return (draft.target = value) !== '';
    default: return (draft.program = _readProgramField(field, draft.program, usual)) !== undefined;
  }
}

function setMode(draft: Draft, mode: string): boolean {
  draft.mode = mode;
  return /^[0-7]{4}$/.test(mode);
}

function setOwner(draft: Draft, owner: string): boolean {
  draft.owner = owner === UNKNOWN ? undefined : owner;
  return owner === UNKNOWN || _isOwner(owner);
}

function setScript(draft: Draft, line: string): boolean {
  const [, interpreter, argument] = /^!([^ ]+) ?(.*)$/s.exec(line) ?? [];
  draft.script = { interpreter, argument };
  return interpreter !== undefined;
}
