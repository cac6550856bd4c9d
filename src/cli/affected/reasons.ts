import { posix } from 'node:path';
import type { ChangedPaths } from './changed-paths';
import { ContextFilter } from './context-filter';
import type { ImageInputs } from './image-inputs';
import type { Texts } from './snapshot';
import { MovedPin, findStalePin, hasWord } from './stale-pins';
import { _joinSome } from '../../core';

/** A base file that changed, and the bases that it describes or described: `name:tag`. */
export interface ChangedBase {
  readonly path: string;
  /** The folder of its project. */
  readonly directory: string;
  /** Empty if it cannot be told. */
  readonly references: readonly string[];
}

/** What an image may be affected by. */
export interface Surroundings {
  readonly changes: ChangedPaths;
  /** The Dockerfiles and `.dockerignore` files that exist now. */
  readonly texts: Texts;
  /** The definitions of the images before, by `docker-bake.json` and name; of one that did not change, none. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, string> | undefined>;
  readonly bases: readonly ChangedBase[];
  readonly pins: readonly MovedPin[];
}

/** How many files a reason names. */
const FEW = 3;

/** Why the changes affect an image, regardless of the images that it is built from; nothing if they do not. */
export class Reasons {
  private readonly filters = new Map<string, ContextFilter>();
  private readonly found = new Map<string, readonly string[]>();

  public constructor(private readonly surroundings: Surroundings) {}

  /** Lists the reasons, the most telling one first. */
  public list(image: ImageInputs): string[] {
    return [
      ...this.findNew(image),
      ...this.findGenerated(image),
      ...this.findOthers(image),
      ...this.findContext(image),
      ...this.findBases(image),
      ...this.findPins(image),
      ...this.findDoubts(image),
    ];
  }

  /** The image itself, in `docker-bake.json`. */
  private findNew({ bakeFile, name, definition }: ImageInputs): string[] {
    const before = this.surroundings.definitions.get(bakeFile);
    if (before === undefined) return [];
    if (!before.has(name)) return ['it is new'];
    return before.get(name) === definition ? [] : [`its target in ${bakeFile} has changed`];
  }

  private findGenerated({ dockerfile, ignoreFiles, manifest }: ImageInputs): string[] {
    return [...new Set([dockerfile, ...ignoreFiles, manifest])].filter(path => this.surroundings.changes.has(path)).map(path => `${path} has changed`);
  }

  private findOthers({ others }: ImageInputs): string[] {
    return others.flatMap(({ path, what }) => {
      const { changes } = this.surroundings;
      const found = path === '' ? changes.paths : changes.listAt(path);
      return found.length === 0 ? [] : [`${what} ${path || '.'} has changed: ${_joinSome(found, FEW)}`];
    });
  }

  private findContext({ context, ignoreFiles }: ImageInputs): string[] {
    const text = ignoreFiles.map(path => this.surroundings.texts.get(path)).find(each => each !== undefined);
    const filter = this.findFilter(text);
    // Images that can read the same files are asked once.
    const key = JSON.stringify([context, text]);
    const found = this.found.get(key) ?? filter.listMatches(this.surroundings.changes.inside(context), FEW + 1);
    this.found.set(key, found);
    if (found.length === 0) return [];
    const paths = found.map(path => posix.join(context, path));
    if (!filter.isOpen) return [`files that it copies or mounts have changed: ${_joinSome(paths, FEW)}`];
    const files = `${paths.slice(0, FEW).join(', ')}${paths.length > FEW ? ' and others' : ''}`;
    return [`which files it copies cannot be told, as it may read ${context === '' ? 'the whole repository' : `all of ${context}`}: ${files}`];
  }

  private findFilter(text: string | undefined): ContextFilter {
    const known = this.filters.get(text ?? '') ?? ContextFilter.parse(text);
    this.filters.set(text ?? '', known);
    return known;
  }

  private findBases({ directory, dockerfile, definition }: ImageInputs): string[] {
    const { bases, texts } = this.surroundings;
    return bases.filter(base => base.directory === directory).flatMap(({ path, references }) => {
      if (references.length === 0) return [`which base ${path} describes cannot be told`];
      const used = references.find(each => hasWord(texts.get(dockerfile) ?? '', each) || hasWord(definition, each));
      return used === undefined ? [] : [`${path}, which describes its base ${used}, has changed`];
    });
  }

  private findPins({ dockerfile }: ImageInputs): string[] {
    const { pins, texts } = this.surroundings;
    const stale = findStalePin(texts.get(dockerfile) ?? '', pins);
    if (stale === undefined) return [];
    return [`${stale.file} has ${stale.key} ${stale.after}, and ${dockerfile} still ${stale.before}: run npx projen synth`];
  }

  private findDoubts({ dockerfile, doubts }: ImageInputs): string[] {
    const missing = this.surroundings.texts.has(dockerfile) ? [] : [`${dockerfile} is not there`];
    return [...new Set([...doubts, ...missing])].map(doubt => `what it is built from cannot be told: ${doubt}`);
  }
}
