import type { _DockerfilePart, _RenderedDockerfile } from './dockerfile-part';
import type { Provenance } from '../../core';
import { Comment, Copy, DockerfileNode, From, Instruction, Run } from '../../dockerfile';
import type { PlacedEntry } from '../../rootfs';
import type { PackagePin } from '../../versions';
import type { ImagePlan } from '../image-plan';
import type { ImageModel } from '../model/image-model';
import type { StageModel } from '../model/stage-model';

/**
 * Who said something.
 *
 * @internal
 */
export interface _Author {
  /** Construct path. */
  readonly construct: string;
  /** Lines of the user's own code, the innermost first. */
  readonly declared: readonly string[];
}

/**
 * A piece of a Dockerfile.
 *
 * @internal
 */
export interface _ExplainedPart extends _Author {
  readonly firstLine: number;
  readonly lastLine: number;
  /** The word of an instruction; undefined for a comment. */
  readonly keyword?: string;
  /** Name of the stage; undefined above the first one. */
  readonly stage?: string;
  readonly pin?: Pick<PackagePin, 'name' | 'depName' | 'datasource' | 'version'>;
}

/**
 * How a file came to where it is, one stage.
 *
 * @internal
 */
export interface _ExplainedHop {
  readonly stage: string;
  readonly path: string;
  /** The instructions that put it there: their first lines. */
  readonly lines: readonly number[];
}

/**
 * What is known of a path of an image.
 *
 * @internal
 */
export interface _ExplainedFile extends _Author {
  readonly path: string;
  readonly kind: string;
  /** Undefined where it is not known. */
  readonly mode?: string;
  readonly owner?: string;
  /** Of a link. */
  readonly target?: string;
  readonly format?: string;
  readonly interpreter?: string;
  readonly isPacked?: boolean;
  readonly bytes?: number;
  /** Names of the platforms on which it is so. */
  readonly platforms: readonly string[];
  /** From the image back to the stage that made it. */
  readonly route: readonly _ExplainedHop[];
}

/**
 * A stage.
 *
 * @internal
 */
export interface _ExplainedStage extends _Author {
  readonly name: string;
  readonly purpose?: string;
  readonly notes: readonly string[];
  /** Names of the stages that continue it or copy from it. */
  readonly usedBy: readonly string[];
}

/**
 * Everything about a Dockerfile that its text does not say: who wrote which line of it, and where the files of the image are from.
 *
 * @internal
 */
export interface _ImageExplanation extends _Author {
  readonly name: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly platforms: readonly string[];
  /** Whether nothing is in the image but what is listed. */
  readonly isComplete: boolean;
  readonly stages: readonly _ExplainedStage[];
  readonly parts: readonly _ExplainedPart[];
  readonly files: readonly _ExplainedFile[];
}

/**
 * Where every synthesis leaves what it knows, from the root of the outermost project.
 *
 * @internal
 */
export const _LAST_SYNTHESIS = '.imagewright';
/** @internal */
export const _FINDINGS_FILE = 'findings.json';
/** @internal */
export const _EXPLANATION_FILE = 'explanation.json';

/**
 * What the last synthesis has written, so that an interrupted one is noticed.
 *
 * @internal
 */
export const _WRITTEN_FILE = 'written.json';

/**
 * The files of a synthesis, as `_WRITTEN_FILE` holds them.
 *
 * @internal
 */
export interface _WrittenFile {
  readonly version: 1;
  /** Whether all of them are in their places. Where that is not said, some may still be those of the synthesis before. */
  readonly isComplete: boolean;
  /** Their SHA-256, by path from the root of the outermost project. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * All Dockerfiles, explained, as `_EXPLANATION_FILE` holds them.
 *
 * @internal
 */
export interface _ExplanationFile {
  readonly version: 1;
  readonly images: readonly _ImageExplanation[];
  /** Digests of the Dockerfiles and of the files that declare them, as they were: whether the lines are still where they were. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * All Dockerfiles, explained.
 *
 * @param digestOf the digest of a file, if it can be read
 * @internal
 */
export function _explanationFile(images: readonly _ImageExplanation[], digestOf: (path: string) => string | undefined): _ExplanationFile {
  const sources = images.flatMap(({ dockerfile, declared, stages, parts, files }) => [
    dockerfile, ...[{ declared }, ...stages, ...parts, ...files].flatMap(each => each.declared.map(place => place.slice(0, place.lastIndexOf(':')))),
  ]);
  const digests = [...new Set(sources)].sort().flatMap(path => {
    const digest = digestOf(path);
    return digest === undefined ? [] : [[path, digest] as const];
  });
  return { version: 1, images, digests: Object.fromEntries(digests) };
}

/**
 * Explains the Dockerfile of a plan.
 *
 * @param authorOf how a provenance is shown
 * @internal
 */
export function _explanation(plan: ImagePlan, rendered: _RenderedDockerfile, authorOf: (by: Provenance) => _Author): Omit<_ImageExplanation, 'dockerfile'> {
  const { by } = plan.models[0];
  const author = authorOf(by);
  return {
    name: plan.name,
    ...author,
    platforms: plan.platforms.map(({ name }) => name),
    isComplete: plan.observed.every(({ result }) => result.rootfs.isComplete),
    stages: plan.stages.map(({ stage, name, purpose, notes }) => ({
      name,
      purpose,
      notes,
      ...authorOf(stage._plan.by),
      usedBy: plan.stages.filter(({ needs }) => needs.includes(name)).map(other => other.name),
    })),
    parts: rendered.parts.filter(({ node }) => node instanceof Comment || node instanceof Instruction).map(part => ({
      firstLine: part.firstLine,
      lastLine: part.lastLine,
      keyword: keywordOf(part.node, rendered.line(part.firstLine)),
      stage: part.stage?.name,
      ...authorOf(part.step?.by ?? part.stage?.stage._plan.by ?? by),
      pin: part.pin && { name: part.pin.name, depName: part.pin.depName, datasource: part.pin.datasource, version: part.pin.version },
    })),
    files: filesOf(plan.observed, rendered, authorOf),
  };
}

function keywordOf(node: DockerfileNode, line: string): string | undefined {
  return node instanceof Comment ? undefined : line.split(' ')[0];
}

/** Files that are the same on several groups of platforms are listed once. */
function filesOf(models: readonly ImageModel[], rendered: _RenderedDockerfile, authorOf: (by: Provenance) => _Author): _ExplainedFile[] {
  const files = new Map<string, _ExplainedFile>();
  for (const model of models) {
    const trace = new Trace(model, rendered);
    for (const placed of model.result.rootfs.entries) {
      const { kind, path, mode, owner, target, executable, size } = placed.entry;
      const file = {
        path,
        kind,
        mode,
        owner,
        target,
        format: executable?.format,
        interpreter: executable?.interpreter,
        isPacked: executable?.packed,
        bytes: size?.isEstimate === false ? size.size.inBytes : undefined,
        ...authorOf(placed.by),
        route: trace.route(placed),
      };
      const key = JSON.stringify(file);
      files.set(key, { ...file, platforms: [...files.get(key)?.platforms ?? [], ...model.platforms.map(({ name }) => name)] });
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The ways of the files of an image through its stages. */
class Trace {
  private readonly stages: Map<string, StageModel>;
  /** Of each stage, what its makers made. */
  private readonly made = new Map<StageModel, Map<Provenance, PlacedEntry[]>>();

  public constructor(private readonly model: ImageModel, private readonly rendered: _RenderedDockerfile) {
    this.stages = new Map(model.stages.map(stage => [stage.name, stage]));
  }

  /** From the last stage back to the one that made it. */
  public route(placed: PlacedEntry): _ExplainedHop[] {
    return this.hops(this.model.result, placed);
  }

  private hops(stage: StageModel, placed: PlacedEntry): _ExplainedHop[] {
    const node = placed.placedBy._node as DockerfileNode | undefined;
    // What was there in the stage below was put there by that one.
    if (stage.basedOn !== undefined && stage.basedOn.rootfs.at(placed.entry.path).placed === placed) return this.hops(stage.basedOn, placed);
    const here = { stage: stage.name, path: placed.entry.path, lines: this.linesOf(stage, node) };
    const source = node instanceof Copy && node.copyFrom !== undefined ? this.stages.get(node.copyFrom) : undefined;
    const before = source && this.sourceIn(source, placed);
    return before === undefined ? [here] : [here, ...this.hops(source!, before)];
  }

  /** Where a file was before it was copied: what the same maker made, at the path that ends alike. */
  private sourceIn(stage: StageModel, { by, entry: { path, kind } }: PlacedEntry): PlacedEntry | undefined {
    let best: PlacedEntry | undefined;
    let most = -1;
    for (const candidate of this.madeIn(stage).get(by) ?? []) {
      const length = commonEnd(candidate.entry.path, path);
      if (candidate.entry.kind === kind && length > most) [best, most] = [candidate, length];
    }
    return best;
  }

  private madeIn(stage: StageModel): Map<Provenance, PlacedEntry[]> {
    const known = this.made.get(stage);
    if (known !== undefined) return known;
    const made = new Map<Provenance, PlacedEntry[]>();
    for (const placed of stage.rootfs.entries) made.set(placed.by, [...made.get(placed.by) ?? [], placed]);
    this.made.set(stage, made);
    return made;
  }

  /** The line of an instruction. What a stage is only said to hold was made by its commands, by all of them as far as is known. */
  private linesOf(stage: StageModel, node: DockerfileNode | undefined): number[] {
    const parts = this.rendered.parts.filter(part => part.stage?.name === stage.name);
    const own = parts.filter(part => (node === undefined ? part.node instanceof Run : part.node === node));
    return (own.length > 0 ? own : parts.filter(part => part.node instanceof From)).map(({ firstLine }: _DockerfilePart) => firstLine);
  }
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}
