import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { _suggestNearest } from '../../core';
import { ActionPin, PackagePin, Versions, _PinChanges, _completeDigests, _createVersionsText, _isPlaceholder, _setPins } from '../../versions';
import { UsageError } from '../command';
import { MOST_BYTES, readFile } from '../input';

const NAME = 'versions.json';
/** Where editors find the schema in a project that has installed the package. */
const SCHEMA = './node_modules/imagewright/docs/reference/versions.schema.json';

/** An image of versions.json. */
export interface PinnedImage {
  readonly key: string;
  /** `name:tag` */
  readonly image: string;
  /** Undefined if it has none yet. */
  readonly digest?: string;
}

/** The versions.json of a project, or the one that is to be created. */
export class VersionsFile {
  /**
   * Finds the file in the current folder, or in the nearest folder above it.
   *
   * @param given its path, if the user names it
   * @throws UsageError if it cannot be read, and `versions/…` if it is not valid
   */
  public static async find(given?: string): Promise<VersionsFile> {
    const path = given ?? findPath('.') ?? NAME;
    if (!existsSync(path)) return new VersionsFile(path, undefined);
    const bytes = await readFile(path, MOST_BYTES.manifest);
    if (!isUtf8(bytes)) throw new UsageError(`${path} is not UTF-8.`);
    return new VersionsFile(path, bytes.toString('utf8'));
  }

  /**
   * Reads a file that is not that of the working tree.
   *
   * @throws `versions/…`
   */
  public static ofText(path: string, text: string): VersionsFile {
    return new VersionsFile(path, text);
  }

  public readonly images: readonly PinnedImage[];
  public readonly packages: readonly PackagePin[];
  public readonly actions: readonly ActionPin[];

  private constructor(
    /** As the user names it, or from the current folder. */
    public readonly path: string,
    /** Undefined if it does not exist. */
    public readonly text: string | undefined,
  ) {
    const versions = text === undefined ? undefined : Versions.parse(_completeDigests(text), path);
    this.packages = versions?.packages ?? [];
    this.actions = versions?.actions ?? [];
    this.images = (versions?.images ?? []).map(({ key, name, tag, digest }) => ({ key, image: `${name}:${tag}`, ..._isPlaceholder(digest) ? {} : { digest } }));
  }

  /** The directory of the project. */
  public get root(): string {
    return dirname(this.path);
  }

  /**
   * Finds images by their keys; all if there are none.
   *
   * @throws UsageError if the file does not exist, and for keys that it does not have
   */
  public choose(keys: readonly string[]): readonly PinnedImage[] {
    this.checkExistence();
    const known = this.images.map(({ key }) => key);
    const unknown = [...new Set(keys)].filter(key => !known.includes(key));
    if (unknown.length > 0) {
      const there = known.length === 0 ? 'It pins no image.' : `Images: ${known.join(', ')}.`;
      throw new UsageError(`${unknown.map(key => `${this.path} pins no image "${key}".${_suggestNearest(key, known)}`).join(' ')} ${there}`);
    }
    return keys.length === 0 ? this.images : this.images.filter(({ key }) => keys.includes(key));
  }

  /**
   * Finds pins of all sections by their keys; all if there are none.
   *
   * @throws UsageError if the file does not exist, and for keys that it does not have
   */
  public chooseAll(keys: readonly string[]): Pick<VersionsFile, 'images' | 'packages' | 'actions'> {
    this.checkExistence();
    const known = [...this.images.map(({ key }) => key), ...[...this.packages, ...this.actions].map(({ name }) => name)];
    const unknown = [...new Set(keys)].filter(key => !known.includes(key));
    if (unknown.length > 0) {
      const there = known.length === 0 ? 'It is empty.' : `Pins: ${known.join(', ')}.`;
      throw new UsageError(`${unknown.map(key => `${this.path} has no pin "${key}".${_suggestNearest(key, known)}`).join(' ')} ${there}`);
    }
    const isChosen = (key: string) => keys.length === 0 || keys.includes(key);
    return {
      images: this.images.filter(({ key }) => isChosen(key)),
      packages: this.packages.filter(({ name }) => isChosen(name)),
      actions: this.actions.filter(({ name }) => isChosen(name)),
    };
  }

  private checkExistence(): void {
    if (this.text !== undefined) return;
    const where = this.path === NAME ? `There is no ${NAME} in ${resolve('.')} or in a folder above it.` : `There is no ${this.path}.`;
    throw new UsageError(`${where} To create it: npx imagewright pin NAME:TAG`);
  }

  /** The text with other values. */
  public edit(changes: _PinChanges): string {
    const schema = existsSync(join(this.root, SCHEMA)) ? SCHEMA : undefined;
    const text = this.text === undefined ? _createVersionsText(changes, schema) : _setPins(this.text, changes);
    // It is written only if it can be read again.
    Versions.parse(_completeDigests(text), this.path);
    return text;
  }
}

function findPath(folder: string): string | undefined {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const path = join(root, NAME);
    if (existsSync(path)) return relative(resolve(folder), path);
    if (root === dirname(root)) return undefined;
  }
}
