import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { _describeInterruption, _parseJson, _LAST_SYNTHESIS, _WRITTEN_FILE, _WrittenFile } from '../core';
import { MOST_BYTES, readIfPresent } from './input';

/** The files that the last synthesis of a project wrote, with their digests. */
export class WrittenFiles {
  /** Reads the record of the project that a folder belongs to; undefined if there is none, as in a fresh checkout. */
  public static find(folder: string): WrittenFiles | undefined {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const file = parseFile(readIfPresent(join(root, _LAST_SYNTHESIS, _WRITTEN_FILE), MOST_BYTES.source)?.toString('utf8'));
      if (file !== undefined) return new WrittenFiles(root, file);
      if (root === dirname(root)) return undefined;
    }
  }

  private constructor(private readonly root: string, private readonly file: _WrittenFile) {}

  /** Whether the synthesis stopped before it had written all files. */
  public get isInterrupted(): boolean {
    return !this.file.isComplete;
  }

  /** Says that the synthesis was interrupted, and which files are not in place; undefined if it was not. */
  public describeInterruption(): string | undefined {
    if (!this.isInterrupted) return undefined;
    const stale = Object.keys(this.file.files).filter(path => this.isAsWritten(join(this.root, path)) !== true);
    return `${_describeInterruption(stale)} Run: npx projen synth`;
  }

  /** Whether a file has the content that the synthesis wrote; undefined if it is not one of its files, or cannot be read. */
  public isAsWritten(path: string): boolean | undefined {
    const digest = this.file.files[relative(this.root, resolve(path)).split(sep).join('/')];
    const bytes = digest === undefined ? undefined : readIfPresent(path, MOST_BYTES.manifest);
    return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex') === digest;
  }
}

function parseFile(text: string | undefined): _WrittenFile | undefined {
  const file = text === undefined ? undefined : _parseJson(text).value as Partial<_WrittenFile> | null | undefined;
  const isOurs = file?.version === 1 && typeof file.isComplete === 'boolean' && typeof file.files === 'object' && file.files !== null;
  return isOurs ? file as _WrittenFile : undefined;
}
