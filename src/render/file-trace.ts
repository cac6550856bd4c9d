import type { _DockerfilePart, _RenderedDockerfile } from './dockerfile-part';
import type { Origin } from '../core';
import { Copy, DockerfileNode, From, Run } from '../dockerfile';
import type { ImageModel, StageModel } from '../plan';
import type { EntryKind, PlacedEntry } from '../rootfs';

/**
 * The way of a file through one stage.
 *
 * @internal
 */
export interface _ExplainedHop {
  readonly stage: string;
  readonly path: string;
  /** The first lines of the instructions that created it. */
  readonly lines: readonly number[];
}

/** The files of one origin in a stage, in path order: all of a kind, and those with one name among them. */
type Made = Map<string, PlacedEntry[]>;

/** The routes of the files of an image through its stages. */
export class FileTrace {
  private readonly made = new Map<StageModel, Map<Origin, Made>>();
  private readonly parts = new Map<string, _DockerfilePart[]>();
  private readonly partsOf = new Map<DockerfileNode, _DockerfilePart[]>();

  public constructor(private readonly model: ImageModel, { parts }: _RenderedDockerfile) {
    for (const part of parts) {
      if (part.stage === undefined) continue;
      addToList(this.parts, part.stage.name, part);
      addToList(this.partsOf, part.node, part);
    }
  }

  /** From the last stage back to the one that made it. */
  public findRoute(placed: PlacedEntry): _ExplainedHop[] {
    return this.findHops(this.model.result, placed);
  }

  private findHops(stage: StageModel, placed: PlacedEntry): _ExplainedHop[] {
    const node = placed.placedBy._node as DockerfileNode | undefined;
    // A file that already exists in the base stage comes from that stage.
    const isOfBase = stage.basedOn !== undefined && stage.basedOn.rootfs.at(placed.entry.path).placed === placed;
    // Another image has a Dockerfile of its own.
    if (isOfBase && stage._startsFromImage) return [{ stage: stage.name, path: placed.entry.path, lines: this.findStart(stage) }];
    if (isOfBase) return this.findHops(stage.basedOn!, placed);
    const here = { stage: stage.name, path: placed.entry.path, lines: this.findLines(stage, node) };
    const source = node instanceof Copy && node.copyFrom !== undefined ? this.model._stage(node.copyFrom) : undefined;
    const before = source && this.findSource(source, placed);
    return before === undefined ? [here] : [here, ...this.findHops(source!, before)];
  }

  /** The path of a file before a copy: a file of the same origin whose path ends alike. Most files keep their names. */
  private findSource(stage: StageModel, { by, entry: { path, kind } }: PlacedEntry): PlacedEntry | undefined {
    const made = this.listMade(stage).get(by);
    let best: PlacedEntry | undefined;
    let most = -1;
    for (const candidate of made?.get(createKey(kind, path)) ?? made?.get(kind) ?? []) {
      const length = countCommonEnd(candidate.entry.path, path);
      if (length > most) [best, most] = [candidate, length];
    }
    return best;
  }

  private listMade(stage: StageModel): Map<Origin, Made> {
    const known = this.made.get(stage);
    if (known !== undefined) return known;
    const makers = new Map<Origin, Made>();
    for (const placed of stage.rootfs.entries) {
      const made = makers.get(placed.by) ?? new Map<string, PlacedEntry[]>();
      const { kind, path } = placed.entry;
      addToList(made, kind, placed);
      addToList(made, createKey(kind, path), placed);
      makers.set(placed.by, made);
    }
    this.made.set(stage, makers);
    return makers;
  }

  /** The line of an instruction. Files that a stage only declares are attributed to all its commands. */
  private findLines(stage: StageModel, node: DockerfileNode | undefined): number[] {
    const all = this.parts.get(stage.name) ?? [];
    const own = node === undefined
      ? all.filter(part => part.node instanceof Run)
      : (this.partsOf.get(node) ?? []).filter(part => part.stage!.name === stage.name);
    return own.length > 0 ? own.map(({ firstLine }) => firstLine) : this.findStart(stage);
  }

  /** The line of FROM. */
  private findStart({ name }: StageModel): number[] {
    return (this.parts.get(name) ?? []).filter(part => part.node instanceof From).map(({ firstLine }) => firstLine);
  }
}

function createKey(kind: EntryKind, path: string): string {
  return `${kind} ${path.slice(path.lastIndexOf('/'))}`;
}

function addToList<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function countCommonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}
