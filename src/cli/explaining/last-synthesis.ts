import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { _EXPLANATION_FILE, _ExplanationFile, _ImageExplanation, _LAST_SYNTHESIS } from '../../plan';
import { UsageError } from '../command';
import { WrittenFiles } from '../written-files';

/** What the last synthesis of a project left behind. */
export class LastSynthesis {
  /**
   * The one of the project that a folder belongs to.
   *
   * @throws UsageError where there is none, or none that can be read
   */
  public static above(folder: string): LastSynthesis {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const text = readIfThere(join(root, _LAST_SYNTHESIS, _EXPLANATION_FILE))?.toString();
      if (text !== undefined) return new LastSynthesis(root, parsed(text, join(root, _LAST_SYNTHESIS, _EXPLANATION_FILE)));
      if (root === dirname(root)) break;
    }
    throw new UsageError(`No synthesis has left anything in ${resolve(folder)} or above (${_LAST_SYNTHESIS}/${_EXPLANATION_FILE}). Run: npx projen synth`);
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
    return readIfThere(join(this.root, dockerfile))?.toString().split(/\r?\n/);
  }

  /** Those of the files that are not what they were, so that their lines may not be where they were. */
  public changed(files: readonly string[]): string[] {
    return [...new Set(files)].filter(file => {
      const before = this.file.digests[file];
      const now = readIfThere(resolve(this.root, file));
      return before !== undefined && (now === undefined || createHash('sha256').update(now).digest('hex') !== before);
    });
  }
}

function parsed(text: string, path: string): _ExplanationFile {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    // As one of another version.
  }
  if (typeof file === 'object' && file !== null && (file as _ExplanationFile).version === 1) return file as _ExplanationFile;
  throw new UsageError(`${path} is not what this version of imagewright writes. Run: npx projen synth`);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
