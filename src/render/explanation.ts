import type { _RenderedDockerfile } from './dockerfile-part';
import { FileTrace, _ExplainedHop } from './file-trace';
import { Origin, _printJsonList, _printJsonObject, _printJson } from '../core';
import { Comment, DockerfileNode, Instruction } from '../dockerfile';
import type { ImagePlan, StagePlan, ImageModel } from '../plan';
import type { PackagePin } from '../versions';
import { findOrigin } from './stage-claims';

/**
 * The origin of a declaration.
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
 * The known facts about a path of an image.
 *
 * @internal
 */
export interface _ExplainedFile extends _Author {
  readonly path: string;
  readonly kind: string;
  /** Undefined if unknown. */
  readonly mode?: string;
  readonly owner?: string;
  /** Of a link. */
  readonly target?: string;
  readonly format?: string;
  readonly interpreter?: string;
  readonly isPacked?: boolean;
  readonly bytes?: number;
  /** Names of the platforms with these facts. */
  readonly platforms: readonly string[];
  /** From the image back to the stage that made it. */
  readonly route: readonly _ExplainedHop[];
}

/**
 * What is at the paths of an image that `files` does not list, on some platforms.
 *
 * @internal
 */
export interface _ExplainedRoot {
  readonly platforms: readonly string[];
  /** Directories with contents that are not known, whatever `base` has there. */
  readonly unknown: readonly string[];
  /** Directories below one of those whose contents are known. */
  readonly known: readonly string[];
  readonly base?: _ExplainedBase;
}

/**
 * The base image that the last stage goes back to. Its files are not listed here: what is known about them is in the project.
 *
 * @internal
 */
export interface _ExplainedBase {
  readonly reference: string;
  /** The platform of the base, if it is one for all platforms of the image. */
  readonly platform?: string;
  /** Whether the synthesis knew its files, so that `unknown` does not include them. */
  readonly isRead: boolean;
  /** Its files that the stages replace; these three are as in `_BaseChanges`. */
  readonly hidden: readonly string[];
  readonly doubtful: readonly string[];
  readonly open: readonly string[];
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
 * The facts about a Dockerfile that its text does not show: the origin of each line and of each file of the image.
 *
 * @internal
 */
export interface _ImageExplanation extends _Author {
  readonly name: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly platforms: readonly string[];
  /** Whether the image contains only the listed files. */
  readonly isComplete: boolean;
  readonly stages: readonly _ExplainedStage[];
  readonly parts: readonly _ExplainedPart[];
  readonly files: readonly _ExplainedFile[];
  /** One for each group of platforms with the same files; empty if nothing else is in the image. */
  readonly roots: readonly _ExplainedRoot[];
}

/**
 * The explanations of all Dockerfiles, as stored in `_EXPLANATION_FILE`.
 *
 * @internal
 */
export interface _ExplanationFile {
  readonly version: 1;
  readonly images: readonly _ImageExplanation[];
  /** Digests of the Dockerfiles and of the files that declare them, to detect changed lines. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * The explanations of all Dockerfiles: the text of an `_ExplanationFile`. Each is printed immediately, so that only one is in memory.
 *
 * @param digestOf the digest of a file, if it can be read
 * @internal
 */
export function _printExplanations(images: Iterable<_ImageExplanation>, digestOf: (path: string) => string | undefined): string {
  const explained: string[] = [];
  const dockerfiles = new Set<string>();
  const places = new Set<string>();
  for (const image of images) {
    dockerfiles.add(image.dockerfile);
    for (const { declared } of [image, ...image.stages, ...image.parts, ...image.files]) for (const place of declared) places.add(place);
    explained.push(_printJson(image, 0));
  }
  const declaring = [...places].map(place => place.slice(0, place.lastIndexOf(':')));
  const digests = [...new Set([...dockerfiles, ...declaring])].sort().flatMap(path => {
    const digest = digestOf(path);
    return digest === undefined ? [] : [[path, digest] as const];
  });
  const version: _ExplanationFile['version'] = 1;
  return _printJsonObject({ version: String(version), images: _printJsonList(explained), digests: _printJson(Object.fromEntries(digests), 0) });
}

/**
 * Explains the Dockerfile of a plan.
 *
 * @param authorOf describes an origin
 * @internal
 */
export function _explainDockerfile(plan: ImagePlan, rendered: _RenderedDockerfile, authorOf: (by: Origin) => _Author): Omit<_ImageExplanation, 'dockerfile'> {
  const { by } = plan;
  const users = findUsers(plan.stages);
  return {
    name: plan.name,
    ...authorOf(by),
    platforms: plan.platforms.map(({ name }) => name),
    isComplete: plan.observed.every(({ result }) => result.rootfs.isComplete),
    stages: plan.stages.map(({ by: stageBy, name, purpose, notes }) => ({
      name,
      purpose,
      notes,
      ...authorOf(stageBy),
      usedBy: [...users.get(name) ?? []],
    })),
    parts: rendered.parts.filter(({ node }) => node instanceof Comment || node instanceof Instruction).map(part => ({
      firstLine: part.firstLine,
      lastLine: part.lastLine,
      keyword: findKeyword(part.node, rendered.readLine(part.firstLine)),
      stage: part.stage?.name,
      ...authorOf(part.step?.by ?? part.stage?.by ?? by),
      pin: part.pin && { name: part.pin.name, depName: part.pin.depName, datasource: part.pin.datasource, version: part.pin.version },
    })),
    files: listFiles(plan.observed, rendered, authorOf),
    roots: plan.observed.flatMap(explainRoot),
  };
}

function explainRoot({ platforms, result }: ImageModel): _ExplainedRoot[] {
  const { rootfs } = result;
  const origin = findOrigin(result);
  const { base, _read: read } = origin;
  const platform = origin._platformOfBase(platforms[0].name);
  if (!base._isForeign && rootfs.isComplete) return [];
  const regions = [...rootfs._regions];
  const list = (isUnknown: boolean) => regions.flatMap(([path, isIt]) => (isIt === isUnknown ? [path] : [])).sort();
  const { hidden, doubtful, open } = rootfs._base.changes;
  return [{
    platforms: platforms.map(({ name }) => name),
    unknown: list(true),
    known: list(false),
    ...base._isForeign ? {
      base: {
        reference: read === undefined || read.isOther ? base._imageName ?? base.reference : read.facts.reference,
        ...base._fixedPlatform === undefined ? {} : { platform: base._fixedPlatform },
        isRead: read !== undefined && platform !== undefined,
        hidden: [...hidden].sort(),
        doubtful: [...doubtful].sort(),
        open: [...open].sort(),
      },
    } : {},
  }];
}

/** The names of the stages that need each stage. */
function findUsers(stages: readonly StagePlan[]): Map<string, Set<string>> {
  const users = new Map(stages.map(({ name }) => [name, new Set<string>()]));
  for (const { name, needs } of stages) for (const need of needs) users.get(need)?.add(name);
  return users;
}

function findKeyword(node: DockerfileNode, line: string): string | undefined {
  return node instanceof Comment ? undefined : line.split(' ')[0];
}

/** The files in path order. Files that are the same on several groups of platforms appear once. */
function listFiles(models: readonly ImageModel[], rendered: _RenderedDockerfile, authorOf: (by: Origin) => _Author): _ExplainedFile[] {
  const files = models.flatMap(model => listFilesIn(model, rendered, authorOf));
  return (models.length > 1 ? mergeFiles(files) : files).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function listFilesIn(model: ImageModel, rendered: _RenderedDockerfile, authorOf: (by: Origin) => _Author): _ExplainedFile[] {
  const trace = new FileTrace(model, rendered);
  const platforms = model.platforms.map(({ name }) => name);
  return model.result.rootfs.entries.map(placed => {
    const { kind, path, mode, owner, target, executable, size } = placed.entry;
    const { construct, declared } = authorOf(placed.by);
    return {
      path,
      kind,
      mode,
      owner,
      target,
      format: executable?.format,
      interpreter: executable?.interpreter,
      isPacked: executable?.packed,
      bytes: size?.isEstimate === false ? size.size.inBytes : undefined,
      construct,
      declared,
      route: trace.findRoute(placed),
      platforms,
    };
  });
}

function mergeFiles(files: readonly _ExplainedFile[]): _ExplainedFile[] {
  const known = new Map<string, _ExplainedFile>();
  for (const file of files) {
    const key = JSON.stringify({ ...file, platforms: [] });
    known.set(key, { ...file, platforms: [...known.get(key)?.platforms ?? [], ...file.platforms] });
  }
  return [...known.values()];
}
