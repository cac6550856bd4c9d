import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { _parseJson } from './json-value';
import { _readRegularFile } from './regular-file';
import { _joinSome } from './shown-text';
import { _LAST_SYNTHESIS, _WRITTEN_FILE, _WrittenFile } from './state-files';

/** How many bytes of a file are read: those of a base file, or of the explanation of thousands of images. */
const MOST_BYTES = 64 * 2 ** 20;
/** How many files a message names. */
const MOST_NAMED = 5;

/**
 * The files that the last synthesis of a project wrote, with their digests.
 *
 * @internal
 */
export class _WrittenFiles {
  /** Reads the record of the project that a folder belongs to; undefined if there is none, as in a fresh checkout. */
  public static find(folder: string): _WrittenFiles | undefined {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const found = _WrittenFiles.of(root);
      if (found !== undefined || root === dirname(root)) return found;
    }
  }

  /** Reads the record of the project with this root directory; undefined if there is none. */
  public static of(root: string): _WrittenFiles | undefined {
    const file = parseFile(readIfPresent(join(root, _LAST_SYNTHESIS, _WRITTEN_FILE))?.toString('utf8'));
    return file && new _WrittenFiles(resolve(root), file);
  }

  private constructor(private readonly root: string, private readonly file: _WrittenFile) {}

  /** Whether the synthesis stopped before it had written all files. */
  public get isInterrupted(): boolean {
    return !this.file.isComplete;
  }

  /**
   * Says that the synthesis was interrupted, and which files are not in place; undefined if it was not.
   *
   * @param remedy what completes them, as a sentence
   */
  public describeInterruption(remedy = 'Run: npx projen synth'): string | undefined {
    if (!this.isInterrupted) return undefined;
    const stale = Object.keys(this.file.files).filter(path => this.isAsWritten(join(this.root, path)) !== true);
    return `The last synthesis here was interrupted${stale.length === 0 ? '' : `, before it had written ${_joinSome(stale, MOST_NAMED)}`}. ${remedy}`;
  }

  /** Whether a file has the content that the synthesis wrote; undefined if it is not one of its files, or cannot be read. */
  public isAsWritten(path: string): boolean | undefined {
    const digest = this.file.files[relative(this.root, resolve(path)).split(sep).join('/')];
    const bytes = digest === undefined ? undefined : readIfPresent(path);
    return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex') === digest;
  }
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return _readRegularFile(path, MOST_BYTES);
  } catch {
    return undefined;
  }
}

function parseFile(text: string | undefined): _WrittenFile | undefined {
  const file = text === undefined ? undefined : _parseJson(text).value as Partial<_WrittenFile> | null | undefined;
  const isOurs = file?.version === 1 && typeof file.isComplete === 'boolean' && typeof file.files === 'object' && file.files !== null;
  return isOurs ? file as _WrittenFile : undefined;
}
