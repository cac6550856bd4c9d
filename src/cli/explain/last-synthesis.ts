import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { _EXPLANATION_FILE, _LAST_SYNTHESIS } from '../../core';
import { _ExplanationFile, _ImageExplanation, _parseExplanation } from '../../render';
import { UsageError } from '../command';
import { MOST_BYTES, Unreadable, readFile, readIfThere } from '../input';
import { WrittenFiles } from '../written-files';

/** That nothing was left behind. */
export class NoSynthesis extends UsageError {}

/** What the last synthesis of a project left behind. */
export class LastSynthesis {
  /**
   * The one of the project that a folder belongs to.
   *
   * @throws NoSynthesis where there is none, and another UsageError where it cannot be read
   */
  public static async above(folder: string): Promise<LastSynthesis> {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const path = join(root, _LAST_SYNTHESIS, _EXPLANATION_FILE);
      const text = await textIfThere(path);
      if (text !== undefined) return new LastSynthesis(root, parsed(text, path));
      if (root === dirname(root)) break;
    }
    throw new NoSynthesis(`No synthesis has left anything in ${resolve(folder)} or above (${_LAST_SYNTHESIS}/${_EXPLANATION_FILE}). Run: npx projen synth`);
  }

  private constructor(private readonly root: string, private readonly file: _ExplanationFile) {}

  /** Whether a later one was stopped before all its files were in their places. */
  public get isInterrupted(): boolean {
    return WrittenFiles.above(this.root)?.isInterrupted ?? false;
  }

  /** All images, explained. */
  public get images(): readonly _ImageExplanation[] {
    return this.file.images;
  }

  /** The image of a Dockerfile. */
  public imageOf(path: string): _ImageExplanation | undefined {
    const fromRoot = relative(this.root, resolve(path)).split(sep).join('/');
    return this.images.find(({ dockerfile }) => dockerfile === fromRoot);
  }

  /** The lines of a Dockerfile as it is now; undefined where it is gone. */
  public lines(dockerfile: string): string[] | undefined {
    return readIfThere(join(this.root, dockerfile), MOST_BYTES.source)?.toString().split(/\r?\n/);
  }

  /** Those of the files that are not what they were, so that their lines may not be where they were. */
  public changed(files: readonly string[]): string[] {
    return [...new Set(files)].filter(file => {
      const before = this.file.digests[file];
      const now = readIfThere(resolve(this.root, file), MOST_BYTES.source);
      return before !== undefined && (now === undefined || createHash('sha256').update(now).digest('hex') !== before);
    });
  }
}

function parsed(text: string, path: string): _ExplanationFile {
  const file = _parseExplanation(text);
  if (typeof file !== 'string') return file;
  throw new UsageError(`${path} is not what this version of imagewright writes: ${file} Run: npx projen synth`);
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, MOST_BYTES.explanation)).toString('utf8');
  } catch (error) {
    if (error instanceof Unreadable && ['ENOENT', 'ENOTDIR'].includes(error.code)) return undefined;
    throw error;
  }
}
