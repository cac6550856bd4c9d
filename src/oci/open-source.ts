import { constants } from 'node:fs';
import { FileHandle, open, stat } from 'node:fs/promises';
import { _DirectorySource } from './directory-source';
import { _GzipSource } from './gzip-source';
import { _Budget } from './limits';
import { _quote, _refuseImage } from './refusal';
import { _Source } from './source';
import { _BLOCK } from './tar-header';
import { _TarSource } from './tar-source';

/** The first bytes of files that are not tar archives. */
const OTHERS: readonly { readonly name: string; readonly begins: string }[] = [
  { name: 'a zstd file', begins: '28b52ffd' },
  { name: 'an xz file', begins: 'fd377a585a00' },
  { name: 'a bzip2 file', begins: '425a68' },
  { name: 'a zip file', begins: '504b0304' },
  { name: 'a squashfs file', begins: '68737173' },
  { name: 'a JSON document', begins: '7b' },
];

/**
 * Opens the source of an image.
 *
 * @throws `oci/unreadable`, `oci/format`, and the errors of the archive
 * @internal
 */
export async function _openSource(path: string, budget: _Budget): Promise<_Source> {
  let file: FileHandle;
  try {
    const found = await stat(path);
    if (found.isDirectory()) return new _DirectorySource(path);
    if (!found.isFile()) _refuseImage('oci/unreadable', path, `${_quote(path)} is neither a file nor a directory.`);
    file = await open(path, constants.O_RDONLY);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return _refuseImage('oci/unreadable', path, code === 'ENOENT' ? `There is no ${_quote(path)}.` : `${_quote(path)} cannot be opened: ${message}.`);
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(_BLOCK), 0, _BLOCK, 0);
    const start = buffer.subarray(0, bytesRead);
    if (start.length === 0) _refuseImage('oci/format', path, `${_quote(path)} is empty.`);
    if (start.toString('hex', 0, 2) === '1f8b') return await _GzipSource.open(path, file, budget);
    const other = OTHERS.find(({ begins }) => start.toString('hex', 0, begins.length / 2) === begins);
    if (other !== undefined) _refuseImage('oci/format', path, `${_quote(path)} is ${other.name}, not a tar archive.`);
    return await _TarSource.open(path, file, budget);
  } catch (error) {
    await file.close();
    throw error;
  }
}
