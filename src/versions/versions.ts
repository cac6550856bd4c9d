import { resolve } from 'node:path';
import { _UnreadableFile, _suggestNearest, _readJson, _readRegularFile, _refuse } from '../core';
import { ActionPin } from './action-pin';
import { _checkVersions, type _PinProblem, type _Pins } from './check-versions';
import { ImagePin } from './image-pin';
import { PackagePin, type PackagePinProps } from './package-pin';

/** Far more than tens of thousands of pins. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * The pins of a project: base images, upstream versions and actions, each in one place, which Renovate keeps current.
 *
 * ```json
 * {
 *   "images": { "go": { "ref": "golang:1.26.3-alpine@sha256:…" } },
 *   "packages": { "BUSYBOX_VERSION": { "datasource": "docker", "depName": "busybox", "version": "1.37.0" } },
 *   "actions": { "actions/checkout": { "version": "v7.0.1", "digest": "3d3c42e5aac5ba805825da76410c181273ba90b1" } }
 * }
 * ```
 */
export class Versions {
  /**
   * Reads the pins of a file, usually `versions.json` at the root of the project.
   *
   * @param path from the root of the project, as Renovate sees it
   * @param root path of that root; the current directory by default
   * @throws `versions/missing`, `versions/syntax`, and `versions/invalid` with every mistake in the file
   */
  public static fromFile(path: string, root?: string): Versions {
    let text: string;
    try {
      text = _readRegularFile(resolve(root ?? '.', path), MOST_BYTES).toString('utf8');
    } catch (error) {
      const { code, reason } = _UnreadableFile.of(error);
      return _refuse({
        id: 'versions/missing',
        where: path,
        what: code === 'ENOENT' ? `There is no file "${path}".` : `The file "${path}" cannot be read: ${reason}.`,
        why: 'It contains the pins of base images and upstream versions; without them a build cannot be repeated.',
        fix: `\`npx imagewright pin name:tag\` creates it. Without images, write {"images":{},"packages":{}}, or name another file. The search started at ${JSON.stringify(resolve(root ?? '.'))}.`,
      });
    }
    return Versions.read(text, path, resolve(root ?? '.', path));
  }

  /**
   * Reads the pins of a text.
   *
   * @param text JSON, as in the file
   * @param fileName its name in messages; `versions.json` by default
   * @throws `versions/syntax`, and `versions/invalid` with every mistake in the text
   */
  public static parse(text: string, fileName?: string): Versions {
    return Versions.read(text, fileName ?? 'versions.json');
  }

  private static read(text: string, name: string, path?: string): Versions {
    const root = _readJson(text);
    if ('found' in root) {
      return _refuse({
        id: 'versions/syntax',
        where: `${name}:${root.line}:${root.column}`,
        what: `${name} is not JSON: expected ${root.expected}, found ${JSON.stringify(root.found)}.`,
        why: 'Neither this library nor Renovate can read the pins.',
        fix: `Correct line ${root.line}, column ${root.column}. JSON allows no comments, no single quotes and no comma before a closing bracket.`,
      });
    }
    const { pins, mistakes } = _checkVersions(root);
    if (mistakes.length > 0) refuseProblems(name, mistakes);
    return new Versions(
      name,
      mapFields(pins.images, (key, { ref }) => new ImagePin(key, ref as string)),
      mapFields(pins.packages, (key, props) => new PackagePin(key, props as unknown as PackagePinProps)),
      mapFields(pins.actions, (key, { version, digest }) => new ActionPin(key, version as string, digest as string)),
      path,
    );
  }

  private constructor(
    /** The name of the file in messages and in the rules for Renovate. */
    public readonly fileName: string,
    private readonly _images: ReadonlyMap<string, ImagePin>,
    private readonly _packages: ReadonlyMap<string, PackagePin>,
    private readonly _actions: ReadonlyMap<string, ActionPin>,
    /**
     * Absolute path of the file, if the pins come from a file.
     *
     * @internal
     */
    public readonly _path?: string,
  ) {}

  /** All images, in the order of the file. */
  public get images(): ImagePin[] {
    return [...this._images.values()];
  }

  /** All upstream versions, in the order of the file. */
  public get packages(): PackagePin[] {
    return [...this._packages.values()];
  }

  /** All actions, in the order of the file. */
  public get actions(): ActionPin[] {
    return [...this._actions.values()];
  }

  /**
   * Returns an image by its name in the file.
   *
   * @param key its key below `images`, e.g. `go`
   * @throws `versions/unknown`
   */
  public imagePin(key: string): ImagePin {
    return this._images.get(key) ?? this.refuseUnknown('image', 'images', key, [...this._images.keys()]);
  }

  /**
   * Returns an upstream version by the name of its build argument.
   *
   * @param name its key below `packages`, e.g. `BUSYBOX_VERSION`
   * @throws `versions/unknown`
   */
  public packagePin(name: string): PackagePin {
    return this._packages.get(name) ?? this.refuseUnknown('package', 'packages', name, [...this._packages.keys()]);
  }

  /**
   * Returns an action by its repository.
   *
   * @param name e.g. `actions/checkout`
   * @throws `versions/unknown`
   */
  public actionPin(name: string): ActionPin {
    return this._actions.get(name) ?? this.refuseUnknown('action', 'actions', name, [...this._actions.keys()]);
  }

  private refuseUnknown(kind: string, section: string, key: string, known: readonly string[]): never {
    return _refuse({
      id: 'versions/unknown',
      where: this.fileName,
      what: `${this.fileName} pins no ${kind} "${key}".${_suggestNearest(key, known)}`,
      why: 'There is no version to build with.',
      fix: known.length === 0 ? `Add it to "${section}".` : `Add it to "${section}", or use one of: ${known.join(', ')}.`,
    });
  }
}

/** By name, in the order of the file. */
function mapFields<T>(pins: _Pins, make: (key: string, fields: _Pins[string]) => T): Map<string, T> {
  return new Map(Object.entries(pins).map(([key, fields]) => [key, make(key, fields)]));
}

function refuseProblems(name: string, mistakes: _PinProblem[]): never {
  return _refuse({
    id: 'versions/invalid',
    where: name,
    what: [
      `${name} has ${mistakes.length === 1 ? '1 error' : `${mistakes.length} errors`}:`,
      ...mistakes.map(({ line, path, text }) => `  line ${line}, ${path}: ${text}`),
    ].join('\n'),
    why: 'The image would not be built from the pinned version, or Renovate would not find the pin.',
    fix: 'Correct each line as described.',
  });
}
