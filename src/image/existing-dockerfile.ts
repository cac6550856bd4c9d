import { Construct } from 'constructs';
import { Problems, Severity, _Refusal, _suggestNearest, _refuse } from '../core';
import { Word, _ReadStage, _ReadStages, _Statement, _isAutomatic, _readStages, _createRemarkNodes } from '../dockerfile';
import { BaseImage, IBuildStage } from './base-image';
import { BuildStage } from './build-stage';
import { ContainerImage } from './container-image';
import { _parseIgnoreLines } from './default-ignore';
import { _checkImageScope } from './scope';
import { _STAGE_ID, _toStageName } from './stage-name';
import { StagePlatform } from './stage-platform';

/** Properties of `ExistingDockerfile`. */
export interface ExistingDockerfileProps {
  /** The text of the Dockerfile: `readFileSync('legacy.Dockerfile', 'utf8')`. */
  readonly text: string;
  /**
   * Path of the Dockerfile, for messages and comments.
   * @default "an existing Dockerfile"
   */
  readonly file?: string;
  /**
   * Stages of this image that replace names in it: those after `FROM`, `COPY --from` and `RUN --mount=from`,
   * like named contexts in `docker build --build-context`.
   * @default - none
   */
  readonly contexts?: Record<string, IBuildStage>;
  /**
   * The lines of its `.dockerignore`, one each: `readFileSync('.dockerignore', 'utf8').split('\n')`. They come last, so files that they exclude are excluded for all stages.
   * @default - none
   */
  readonly dockerignore?: string[];
}

/**
 * The stages of an existing Dockerfile as stages of an image. Other blocks can start from them and copy from them, and vice versa
 * with `contexts`. The file itself is no longer needed.
 *
 * Each stage is named after this construct and its own name. `image.defineRuntime(existing.last)` makes its last
 * stage the result.
 *
 * Reports `image/existing-name`, `image/existing-context`, `image/frontend`, `image/global-arg`, `image/unknown-stage`, and a
 * warning `base/pinned`.
 */
export class ExistingDockerfile extends Construct {
  private readonly _file: string;
  private readonly _path?: string;
  private readonly _stages: BuildStage[] = [];
  private readonly _byName = new Map<string, BuildStage>();

  /** @throws `dockerfile/…`, with the line, for instructions that cannot be read or cannot be expressed with the same meaning */
  public constructor(scope: Construct, id: string, props: ExistingDockerfileProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    const image = ContainerImage.of(this);
    this._path = props.file;
    this._file = props.file ?? 'an existing Dockerfile';
    const read = readText(props.text, this._file);
    const contexts = new Map(Object.entries(props.contexts ?? {}));
    const used = new Set<string>();
    const outside: string[] = [];
    const named = (name: string): IBuildStage | undefined => {
      const stage = contexts.get(name);
      if (stage !== undefined) used.add(name);
      return stage ?? this._byName.get(name.toLowerCase()) ?? (/^\d+$/.test(name) ? this._stages[Number(name)] : undefined);
    };
    const source = (name: string): string => {
      const stage = named(name);
      if (stage === undefined) outside.push(name);
      return stage?.name ?? name;
    };

    image._addExisting({
      check: read.directives.check,
      ignored: Problems.of(this)._collect(() => _parseIgnoreLines(props.dockerignore ?? [])) ?? [],
    });
    image._addGlobalArgs(this, read.globals.flatMap(({ above, node }) => [..._createRemarkNodes(above), node]));
    image._requireArgs(listOpenArgs(read));
    this.reportFrontend(image, read);
    read.stages.forEach((stage, i) => {
      const { platform } = stage;
      const text = stage.image._text;
      const base = stage.continues === undefined ? contexts.get(text ?? '') : contexts.get(text ?? '') ?? this._stages[stage.continues];
      if (base !== undefined && contexts.has(text!)) used.add(text!);
      if (base === undefined && text !== undefined) outside.push(text);
      const made = new BuildStage(this, findId(read, i), {
        base: BaseImage._written(base === undefined ? this.renameBase(stage) : Word.literal(base.name), {
          platform,
          continues: base,
        }),
        runsOn: findPlatform(platform, base),
        ...findComment(stage, this._file),
      });
      if (base === undefined) this.reportUnpinned(text);
      made._setNamesAbove([...this._byName.keys()]);
      this._stages.push(made);
      if (stage.name !== undefined) this._byName.set(stage.name, made);
      for (const statement of stage.statements) appendStatement(made, statement, source);
    });
    this.reportContexts(contexts, used);
    this.node.addValidation({ validate: () => this.findMistakenNames(image, outside) });
  }

  /** A name with a build argument, such as `base-$VARIANT`, still matches the same stages, because all get the same prefix. */
  private renameBase(stage: _ReadStage): Word {
    const prefix = _toStageName(ContainerImage.of(this), this);
    return stage.candidates.length === 0 || prefix === '' ? stage.image : Word.join([Word.literal(`${prefix}-`), stage.image]);
  }

  /**
   * Returns a stage by its name in the file.
   *
   * @param name the name after `AS`, in any case, or the number of the stage, starting at `0`
   */
  public stage(name: string): BuildStage {
    const stage = this._byName.get(name.toLowerCase());
    if (stage !== undefined) return stage;
    const names = [...this._byName.keys()];
    return _refuse({
      id: 'image/no-such-stage',
      what: `There is no stage "${name}" in ${this._file}.${_suggestNearest(name, names)}`,
      why: 'The image could not copy from it.',
      fix: names.length === 0 ? 'Name the stage in the file: FROM … AS name. The last one is `last`.' : `Use one of: ${names.join(', ')}. The last one is \`last\`.`,
    });
  }

  /** The last stage, which is the result of the file. */
  public get last(): BuildStage {
    return this._stages[this._stages.length - 1];
  }

  /** All stages, in the order of the file. */
  public get stages(): BuildStage[] {
    return [...this._stages];
  }

  private reportFrontend(image: ContainerImage, { directives: { syntax } }: _ReadStages): void {
    if (syntax === undefined || syntax === image.frontend) return;
    Problems.of(this).report({
      id: 'image/frontend',
      severity: Severity.WARNING,
      what: `${this._file} uses the frontend ${syntax}, but the image uses ${image.frontend ?? 'that of the builder'}.`,
      why: 'A feature that only the first one supports would stop the build.',
      fix: `Set frontend: '${syntax}' in the properties of the image, or delete the directive.`,
    });
  }

  private reportContexts(contexts: Map<string, IBuildStage>, used: Set<string>): void {
    for (const name of contexts.keys()) {
      if (used.has(name)) continue;
      Problems.of(this).report({
        id: 'image/existing-context',
        what: `${this._file} has no FROM "${name}" and does not copy or mount from it.`,
        why: 'The stage for this context would not be used.',
        fix: 'Write the name exactly as in the file, with its tag and digest.',
      });
    }
  }

  /** Warns about a base that is not pinned. `BaseImage.registry` refuses it, but an existing file is accepted. */
  private reportUnpinned(reference: string | undefined): void {
    if (reference === undefined || reference === 'scratch' || reference.includes('@sha256:')) return;
    Problems.of(this).report({
      id: 'base/pinned',
      severity: Severity.WARNING,
      what: `The base image "${reference}" is not pinned by digest.`,
      why: 'A tag can be moved, so the same commit may build another image tomorrow.',
      fix: `Append @sha256:… to it in ${this._file}, or pin all images of the file: npx imagewright pin ${this._path ?? 'FILE'}`,
    });
  }

  /** Names that meant an image in the file but are now those of a stage of this image. */
  private findMistakenNames(image: ContainerImage, outside: string[]): string[] {
    const names = new Set(image.stages.map(({ name }) => name));
    return [...new Set(outside)].filter(name => names.has(name)).map(name =>
      `"${name}" is an image in ${this._file}, but a stage in this image. Give the stage another id, or pass it as a context: contexts: { '${name}': … }.`);
  }
}

/** The arguments without a default in the name of a base, which the command line of the build sets. */
function listOpenArgs({ globalArgs, stages }: _ReadStages): string[] {
  const open = globalArgs.filter(({ defaultValue }) => defaultValue === undefined);
  const used = new Set(stages.flatMap(({ image }) => image.variables));
  return open.map(({ name }) => name).filter(name => used.has(name) && !_isAutomatic(name));
}

function readText(text: string, file: string): _ReadStages {
  try {
    return _readStages(text);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return _refuse({ ...error.problem, where: [file, error.problem.where].filter(Boolean).join(', ') });
  }
}

/** A stage that continues another one without a platform runs on the same machine. */
function findPlatform(platform: Word | undefined, base: IBuildStage | undefined): StagePlatform | undefined {
  if (platform === undefined && base !== undefined) return undefined;
  return platform?.variables[0] === 'BUILDPLATFORM' ? StagePlatform.BUILD : StagePlatform.TARGET;
}

/** The name in the file; the last stage needs none, and any other unnamed stage gets its number. */
function findId({ stages }: _ReadStages, index: number): string {
  return stages[index].name ?? (index === stages.length - 1 ? _STAGE_ID : `stage-${index}`);
}

/** The comment above the `FROM`. A line that begins with the name of the stage is its description. */
function findComment({ name, above }: _ReadStage, file: string): { purpose: string; notes: string[] } {
  const lines = above.filter((line): line is string => line !== undefined && line !== '');
  const description = lines.find(line => name !== undefined && line.startsWith(`${name} `));
  return { purpose: description?.slice(name!.length + 1) ?? `comes from ${file}`, notes: lines.filter(line => line !== description) };
}

function appendStatement(stage: BuildStage, { above, node }: _Statement, source: (name: string) => string): void {
  for (const remark of _createRemarkNodes(above)) stage.addNode(remark);
  stage.addNode(node._renameSources(source));
}
