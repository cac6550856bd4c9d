import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { _BASE_DIRECTORY, _BaseFacts, _BaseLibrary, _peekReference, _readBaseFile, _readBaseFileName } from '../../bases';
import { Platform, _dropDigest, _suggestNearest } from '../../core';
import { UsageError } from '../command';
import { MOST_BYTES, readFile } from '../input';

/** What a project knows about its base images: the files of its directory for them. */
export class BaseFiles {
  /**
   * Finds the directory in a folder, or in the nearest folder above it.
   *
   * @throws UsageError if there is none
   */
  public static find(folder: string): BaseFiles {
    return BaseFiles.findAny(folder) ?? refuseFolder(folder);
  }

  /** Finds the directory in a folder, or in the nearest folder above it; undefined if there is none. */
  public static findAny(folder: string): BaseFiles | undefined {
    for (let root = resolve(folder); ; root = dirname(root)) {
      const directory = join(root, _BASE_DIRECTORY);
      if (existsSync(directory)) return new BaseFiles(directory, listBaseFiles(directory));
      if (root === dirname(root)) return undefined;
    }
  }

  private constructor(private readonly directory: string, private readonly files: readonly BaseFile[]) {}

  /**
   * Reads what is known about some bases, of any digest.
   *
   * @param references e.g. `python:3.13-slim@sha256:…`
   * @throws `bases/…` if one of the files is not as imagewright wrote it
   */
  public async readLibrary(references: readonly string[]): Promise<_BaseLibrary> {
    const tags = new Set(references.map(_dropDigest));
    const all: _BaseFacts[] = [];
    for (const { name } of this.files) {
      const text = await this.readText(name);
      const reference = _peekReference(text);
      if (reference === undefined || tags.has(_dropDigest(reference))) all.push(_readBaseFile(text, this.showPath(name)));
    }
    return _BaseLibrary.of(all);
  }

  /**
   * The platforms on which a base is known.
   *
   * @throws UsageError if it is known on none
   */
  public listPlatforms(key: string): Platform[] {
    const found = this.files.filter(file => file.key === key);
    if (found.length > 0) return found.map(({ platform }) => platform);
    const keys = [...new Set(this.files.map(file => file.key))];
    const there = keys.length === 0 ? '' : ` Bases: ${keys.join(', ')}.`;
    throw new UsageError(`${this.showPath('')} has no file about a base "${key}".${_suggestNearest(key, keys)}${there} ${REMEDY}`);
  }

  /**
   * Reads what is known about a base.
   *
   * @throws `bases/…` if the file is not as imagewright wrote it
   */
  public async read(key: string, platform: Platform): Promise<_BaseFacts> {
    const { name } = this.files.find(file => file.key === key && file.platform.name === platform.name)!;
    return _readBaseFile(await this.readText(name), this.showPath(name));
  }

  private async readText(name: string): Promise<string> {
    return (await readFile(join(this.directory, name), MOST_BYTES.base)).toString('utf8');
  }

  private showPath(name: string): string {
    return join(relative('.', this.directory), name);
  }
}

/** A file that describes a base, by its name. */
export interface BaseFile {
  /** E.g. `python.linux-arm64.txt`. */
  readonly name: string;
  readonly key: string;
  readonly platform: Platform;
}

const REMEDY = 'To write what is known about the images of versions.json, run: npx imagewright pin --bases';

function refuseFolder(folder: string): never {
  throw new UsageError(`There is no ${_BASE_DIRECTORY}/ in ${resolve(folder)} or in a folder above it, so nothing is known about base images. ${REMEDY}`);
}

/** Lists the base files of a directory; none if there is no such directory. */
export function listBaseFiles(directory: string): BaseFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).sort().flatMap(name => {
    const found = _readBaseFileName(name);
    return found === undefined ? [] : [{ name, ...found }];
  });
}
