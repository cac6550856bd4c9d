import { Size } from '../core';
import { EntryKind, EntryOptions, ExecutableFormat, FileSize, RootfsEntry, _LazyMap } from '../rootfs';
import { _collectScriptFacts } from '../shell';
import type { _BaseFacts, _BaseFile } from './base-facts';

/** A device or a pipe counts as a file: something that is there, and is neither a directory nor a link. */
const KINDS: Readonly<Record<_BaseFile['kind'], EntryKind>> = {
  'file': EntryKind.FILE,
  'directory': EntryKind.DIRECTORY,
  'symlink': EntryKind.SYMLINK,
  'character-device': EntryKind.FILE,
  'block-device': EntryKind.FILE,
  'fifo': EntryKind.FILE,
};

const ENTRIES = new WeakMap<_BaseFacts, ReadonlyMap<string, RootfsEntry>>();
/** Files with the same facts share one object, and these. */
const OPTIONS = new WeakMap<_BaseFile, EntryOptions>();

/**
 * Lists the files of a base as entries of a root file system, by path. Each entry is made when it is first read. Paths that contain a line
 * break are left out, because no entry can have one.
 *
 * @internal
 */
export function _listBaseEntries(facts: _BaseFacts): ReadonlyMap<string, RootfsEntry> {
  const known = ENTRIES.get(facts);
  if (known !== undefined) return known;
  const entries = new _LazyMap(facts.files, (path, file) => createEntry(path, file, facts.texts.get(path)), path => !path.includes('\n'));
  ENTRIES.set(facts, entries);
  return entries;
}

function createEntry(path: string, file: _BaseFile, text: string | undefined): RootfsEntry {
  const known = OPTIONS.get(file);
  const options = known ?? createOptions(file);
  if (known === undefined) OPTIONS.set(file, options);
  return RootfsEntry._ofChecked(KINDS[file.kind], path, text === undefined ? options : { ...options, text }, file.target);
}

function createOptions({ kind, mode, owner, sizeClass, program, script }: _BaseFile): EntryOptions {
  return {
    mode,
    owner,
    ...kind === 'file' ? { size: FileSize.about(Size.bytes(2 ** sizeClass), 'the size class in the file list of the base image') } : {},
    ...program === undefined ? {} : {
      executable: {
        format: ExecutableFormat.ELF,
        interpreter: program.interpreter,
        libraries: program.needed && [...program.needed],
        writtenInGo: program.isGo,
        packed: program.isPacked,
        alignment: program.maxAlignment,
      },
    },
    ...script === undefined ? {} : { executable: { format: ExecutableFormat.SCRIPT, interpreter: script.interpreter }, text: readFirstLine(script) },
  };
}

/** The first line of a script as its text, which is enough to tell what it needs. That of a shell script would be a script without commands. */
function readFirstLine({ interpreter, argument }: NonNullable<_BaseFile['script']>): string | undefined {
  const line = `#!${interpreter} ${argument}`.trimEnd();
  return _collectScriptFacts(line).dialect === 'other' ? line : undefined;
}
