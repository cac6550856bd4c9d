import { posix } from 'node:path';
import { _RepositoryFile, _RepositoryFiles } from '../../image';
import { EntryKind } from '../../rootfs';

/**
 * The files of a repository in an example, by path: the text of a file of mode 0644; or its mode too.
 *
 * @internal
 */
export type _ExampleFiles = Readonly<Record<string, string | { readonly text: string; readonly mode: string }>>;

/**
 * The repository of an example: these files, the directories above them, and nothing else.
 *
 * @internal
 */
export function _createExampleRepository(files: _ExampleFiles): _RepositoryFiles {
  const found = new Map<string, _RepositoryFile>();
  const names = new Map<string, string[]>([['.', []]]);
  const add = (file: _RepositoryFile) => {
    if (found.has(file.path)) return;
    const above = posix.dirname(file.path);
    if (file.path !== '.') {
      add({ path: above, kind: EntryKind.DIRECTORY, mode: '0755' });
      names.set(above, [...names.get(above) ?? [], posix.basename(file.path)]);
    }
    found.set(file.path, file);
  };
  for (const [path, content] of Object.entries(files)) {
    const { text, mode } = typeof content === 'string' ? { text: content, mode: '0644' } : content;
    add({ path, kind: EntryKind.FILE, mode, size: Buffer.byteLength(text), text });
  }
  return _RepositoryFiles.of({ files: found.values(), names });
}
