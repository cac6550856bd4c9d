import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { _BaseLibrary } from '../../bases';
import { _EXPLANATION_FILE, _LAST_SYNTHESIS, _WrittenFiles } from '../../core';
import { _ExplanationFile, _ImageExplanation, _parseExplanation } from '../../render';
import { BaseFiles } from '../base/base-files';
import { UsageError } from '../command';
import { MOST_BYTES, Unreadable, readFile, readIfPresent } from '../input';

/** The error if no synthesis has run. */
export class NoSynthesis extends UsageError {}

/** The files that the last synthesis of a project wrote to explain itself. */
export class LastSynthesis {
  /**
   * Reads the last synthesis of the project that a folder belongs to.
   *
   * @throws NoSynthesis if there is none, and another UsageError if it cannot be read
   */
  public static async find(folder: string): Promise<LastSynthesis> {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const path = join(root, _LAST_SYNTHESIS, _EXPLANATION_FILE);
      const text = await readTextIfPresent(path);
      if (text !== undefined) return new LastSynthesis(root, parseFile(text, path));
      if (root === dirname(root)) break;
    }
    throw new NoSynthesis(`There is no ${_LAST_SYNTHESIS}/${_EXPLANATION_FILE} in ${resolve(folder)} or in a folder above it: no synthesis has run. Run: npx projen synth`);
  }

  private constructor(private readonly root: string, private readonly file: _ExplanationFile) {}

  /** Says that a later synthesis stopped before it had written all its files; undefined if none did. */
  public describeInterruption(): string | undefined {
    return _WrittenFiles.find(this.root)?.describeInterruption();
  }

  /** All images, explained. */
  public get images(): readonly _ImageExplanation[] {
    return this.file.images;
  }

  /** The image of a Dockerfile. */
  public findImage(path: string): _ImageExplanation | undefined {
    const fromRoot = relative(this.root, resolve(path)).split(sep).join('/');
    return this.images.find(({ dockerfile }) => dockerfile === fromRoot);
  }

  /** What is known about the bases of an image. */
  public async readBases({ dockerfile, roots }: _ImageExplanation): Promise<_BaseLibrary> {
    const references = [...new Set(roots.flatMap(({ base }) => base?.reference ?? []))];
    if (references.length === 0) return _BaseLibrary.EMPTY;
    return BaseFiles.findAny(dirname(join(this.root, dockerfile)))?.readLibrary(references) ?? _BaseLibrary.EMPTY;
  }

  /** The current lines of a Dockerfile; undefined if it does not exist. */
  public readLines(dockerfile: string): string[] | undefined {
    return readIfPresent(join(this.root, dockerfile), MOST_BYTES.source)?.toString().split(/\r?\n/);
  }

  /** The files that changed since the synthesis, so that their lines may have moved. */
  public listChangedFiles(files: readonly string[]): string[] {
    return [...new Set(files)].filter(file => {
      const before = this.file.digests[file];
      const now = readIfPresent(resolve(this.root, file), MOST_BYTES.source);
      return before !== undefined && (now === undefined || createHash('sha256').update(now).digest('hex') !== before);
    });
  }
}

function parseFile(text: string, path: string): _ExplanationFile {
  const file = _parseExplanation(text);
  if (typeof file !== 'string') return file;
  throw new UsageError(`${path} does not have the format of this version of imagewright: ${file} Run: npx projen synth`);
}

async function readTextIfPresent(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, MOST_BYTES.explanation)).toString('utf8');
  } catch (error) {
    if (error instanceof Unreadable && ['ENOENT', 'ENOTDIR'].includes(error.code)) return undefined;
    throw error;
  }
}
