import type { Construct, IConstruct } from 'constructs';
import { _listUnpinned } from '../checks';
import { Problem, Problems, _ForgeValue } from '../core';
import { ContainerImage, TargetProfile, _USUAL_BUILDER, _findBuilder, _toImageName } from '../image';
import { Output, OutputFile, RepositoryPlan, _manifestPath } from '../plan';
import { Versions, _GeneratedFile, _findProjectVersions } from '../versions';
import { describePipeline } from './describe-pipeline';
import { ExtraSteps, describeSteps } from './extra-steps';
import type { Forge } from './forge';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import type { Pipeline, PipelineImage } from './pipeline';
import type { PipelineCache } from './pipeline-cache';
import { describeInputs } from './pipeline-inputs';
import { findSameNames, findSharedTags, findLongNames } from './pipeline-names';
import { checkProps } from './pipeline-problems';
import { ReleaseGroup, groupReleases } from './release-groups';
import { findUnusedVersions } from './release-problems';
import { listBuildTags, listFloatingTags } from './release-tags';
import { SYNTHESIZE, listUpdateTasks } from './update-tasks';
import { formatTagSuffix } from './variants';

/** Resolves paths in the repository. */
type Places = Pick<RepositoryPlan, 'pathOf'> & Partial<Pick<RepositoryPlan, 'imageOf'>>;

/** Used before the projects are known, where paths do not matter. */
const NOWHERE: Places = { pathOf: (_, path) => path };

/** What to do if something else writes one of the files too. */
const HOW_TO_MOVE = 'Give the pipeline a name, which becomes the prefix of its files: new ImagePipeline(…, { name: "images", … }).';

/**
 * Builds images on every change, releases them, and keeps them current: the same pipeline on each forge.
 *
 * Reports `ci/no-image`, `ci/no-forge`, `ci/duplicate-forge`, `ci/duplicate-image`, `ci/name`, `ci/registry`, `ci/repository`, `ci/tag`,
 * `ci/schedule`, `ci/option`, `ci/smoke-command`, `ci/smoke-platform`, `ci/step`, `ci/build-secret`, `ci/build-arg`, `ci/version-pin`,
 * `ci/release-twice`, `ci/release-scheme`, `ci/unsupported` and `ci/unpinned`.
 */
export class ImagePipeline extends Output {
  private readonly _images: PublishedImage[];
  private readonly _forges: Forge[];
  private readonly _props: ImagePipelineProps;
  private readonly _versions?: Versions;

  public constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    this._props = props;
    this._images = [...props.images];
    this._forges = [...props.forges];
    this._versions = Problems.of(this)._collect(() => _findProjectVersions(this));
    const pipeline = this.createPipeline(props.name, NOWHERE);
    const problems = [...checkProps(props), ...this.checkNames(pipeline), ...this._forges.flatMap(forge => forge._findProblems(pipeline))];
    for (const problem of problems) Problems.of(this).report(problem);
  }

  /**
   * Renders the files of each forge.
   *
   * @param plan the images as they will be built
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    const draw = (name?: string) => this._forges.flatMap((forge): OutputFile[] => (
      forge._render(this.createPipeline(name, plan), plan.marker).map(file => ({ ...file, howToMove: file.howToMove ?? HOW_TO_MOVE }))
    )).filter(isFirst);
    const files = draw(this._props.name);
    const ownName = derivePipelineName(this.node.id);
    const isClash = this._props.name === undefined && ownName !== '' && files.some(({ path }) => plan.isTaken(path));
    return isClash && this.checkNames(this.createPipeline(ownName, plan)).length === 0 ? draw(ownName) : files;
  }

  /**
   * Reports images with the same name, releases that another pipeline tags too, and a version that no image uses.
   *
   * @param plan the images as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    const releases = groupReleases(this._props.release, this._images);
    const others = this.listOthers(plan.outputs).flatMap(({ node, _props: { release, images } }) => (
      groupReleases(release, images).map(({ scheme }) => ({ path: node.path, release: scheme }))
    ));
    return [
      ...findSameNames(this._images.map(({ image, name }) => ({ image, name: name ?? deriveImageName(image), project: plan.pathOf(image, '.') }))),
      ...releases.flatMap(({ scheme }) => findSharedTags(scheme, others)),
      ...this._images.flatMap(({ image }) => findUnsetArgs(image)),
      ...releases.flatMap(({ scheme, images }) => findUnusedVersions(scheme, {
        pins: images.flatMap(({ image }) => plan.imageOf(image).pins.map(({ name }) => name)),
        images: releases.length === 1 ? undefined : images.map(({ image }) => image.node.path),
      })),
      ...this._forges.flatMap(forge => forge._findOwnProblems(() => this.createPipeline(this._props.name, plan), plan.marker)),
    ].map(problem => ({ where: this.node.path, ...problem }));
  }

  /**
   * The files that the forges read. Whether they get the id of the pipeline as a prefix is not known before all files are.
   *
   * @internal
   */
  public _listFiles(plan: RepositoryPlan): _GeneratedFile[] {
    const { name } = this._props;
    const ownName = derivePipelineName(this.node.id);
    const prefix = name === undefined && ownName !== '' ? `${ownName}-` : undefined;
    return this._forges.flatMap(forge => (
      forge._render(this.createPipeline(name, plan), plan.marker).map(({ path, text }) => ({ path, text, prefix, forge: forge.name }))
    ));
  }

  /**
   * The values of its files that versions.json should pin.
   *
   * @internal
   */
  public _listMissing(plan: RepositoryPlan): _ForgeValue[] {
    const file = this._versions?._path;
    const versions = file === undefined ? {} : { versions: plan.pathOf(this, file) };
    return this._forges.flatMap(forge => forge._listMissing(this.createPipeline(this._props.name, plan))
      .map(({ section, key, pin }) => ({ ...versions, section, key, pin, usedBy: [forge.name] })));
  }

  /**
   * The commands that complete an update, if the pipeline runs Renovate.
   *
   * @internal
   */
  public get _updateTasks(): string[] | undefined {
    const { install, synthesis } = this.createPipeline(this._props.name, NOWHERE);
    return this._props.renovate === undefined ? undefined : listUpdateTasks(install, synthesis);
  }

  /**
   * Whether it commits to the branches of a bot.
   *
   * @internal
   */
  public get _completesUpdates(): boolean {
    return this._props.hostedBot !== undefined;
  }

  private checkNames(pipeline: Pipeline): Problem[] {
    return findLongNames(pipeline, this._forges.map(({ name }) => name));
  }

  /** The pipelines that are declared before this one and share a forge with it: tags on different forges do not collide. */
  private listOthers(outputs: readonly IConstruct[]): ImagePipeline[] {
    const all = outputs.filter((each): each is ImagePipeline => each instanceof ImagePipeline);
    const names = this._forges.map(({ name }) => name);
    return all.slice(0, all.indexOf(this)).filter(({ _forges }) => _forges.some(({ name }) => names.includes(name)));
  }

  private createPipeline(name: string | undefined, places: Places): Pipeline {
    const { registry, registryLogin, furtherRegistries, logins, release, branch, ignoredPaths, rebuildSchedule } = this._props;
    const { installCommand, synthesisCommand, renovate, hostedBot, builder, signing, scan, sbom, tags } = this._props;
    const stepsOf = describeSteps(this._props.steps);
    const described = new Map(this._images.map(image => [
      image, { ...describeImage(image, places, stepsOf(image.image)), ...describeCache(this._props.cache, nameScope(name, image), image) },
    ]));
    return describePipeline({
      name,
      registry,
      login: registryLogin?._registry,
      further: (furtherRegistries ?? []).map(({ _registry }) => _registry),
      reads: (logins ?? []).map(({ _registry }) => _registry),
      install: installCommand ?? 'npm ci --ignore-scripts',
      synthesis: synthesisCommand ?? SYNTHESIZE,
      versions: this._versions,
      builder: builder?._setup ?? _findBuilder(this)?.setup ?? _USUAL_BUILDER,
      images: [...described.values()],
      releases: groupReleases(release, this._images).map(group => ({
        ...group,
        images: group.images.map(image => described.get(image)!),
        versionDockerfile: findVersionDockerfile(group, places),
        tags: listFloatingTags({ tags, release: group.scheme }),
      })),
      buildTags: listBuildTags(this._props),
      branch: branch ?? 'main',
      ignoredPaths: ignoredPaths ?? ['**/*.md', 'docs/**', 'renovate.json'],
      rebuildSchedule,
      signing: signing?._signing,
      scan: scan?._scan,
      sbom: sbom ?? false,
      renovate: renovate && { schedule: renovate.schedule ?? '0 4 * * *', gitAuthor: renovate.gitAuthor },
      updateBranches: hostedBot === undefined ? [] : hostedBot.branches ?? ['renovate/**'],
    });
  }
}

/** Forges of a team that call one script write the same one. */
function isFirst(file: OutputFile, i: number, all: readonly OutputFile[]): boolean {
  return all.findIndex(({ path, text }) => path === file.path && text === file.text) === i;
}

function describeImage(
  { image, repository, repositories, tagSuffix, smokeTests, name }: PublishedImage, places: Places, steps: ExtraSteps,
): PipelineImage {
  return {
    name: name ?? deriveImageName(image),
    node: image.node.path,
    context: places.pathOf(image, '.'),
    repository,
    repositories,
    tagSuffix: formatTagSuffix(tagSuffix),
    dockerfile: places.pathOf(image, image.dockerfile),
    reads: places.imageOf?.(image)._reads,
    manifest: places.pathOf(image, _manifestPath(image)),
    platforms: image.platforms,
    releaseArg: image.releaseArg,
    smoke: smokeTests ?? [],
    steps,
    inputs: describeInputs(image, path => places.pathOf(image, path)),
    unpinned: [...new Set(places.imageOf?.(image).models.flatMap(_listUnpinned))],
    archives: describeArchives(image),
  };
}

/** The Dockerfile with the version that releases follow; before the images are known, that of the first one. */
function findVersionDockerfile({ scheme: { versionArg }, images }: ReleaseGroup<PublishedImage>, places: Places): string {
  const uses = ({ image }: PublishedImage) => places.imageOf?.(image).pins.some(({ name }) => name === versionArg) === true;
  const { image } = images.find(uses) ?? images[0];
  return places.pathOf(image, image.dockerfile);
}

/** The archives of an image, which RouterOS loads if that is its target. */
function describeArchives({ target, _declared: { archives } }: ContainerImage): PipelineImage['archives'] {
  if (!archives) return undefined;
  return target.name === TargetProfile.routerOs().name ? { target: 'routeros' } : {};
}

/** Where the layers of an image are kept. */
function describeCache(cache: PipelineCache | undefined, scope: string, { repository }: PublishedImage): Pick<PipelineImage, 'cacheScope' | 'cache'> {
  if (cache?._place === 'forge') return { cacheScope: scope };
  return cache === undefined ? {} : { cache: { repository: cache._repository ?? repository, tag: `cache-${scope}` } };
}

/** The scope of an image in a cache, in which other pipelines have theirs. */
function nameScope(pipeline: string | undefined, { image, name }: PublishedImage): string {
  return [...pipeline === undefined ? [] : [pipeline], name ?? deriveImageName(image)].join('-').slice(-64);
}

/** Reports build arguments that each build must set. */
function findUnsetArgs({ node, _declared: { requiredArgs, inputs } }: ContainerImage): Problem[] {
  return requiredArgs.filter(name => !Object.hasOwn(inputs.buildArgs, name)).map(name => ({
    id: 'ci/build-arg',
    where: node.path,
    what: `The image needs the build argument ${name}, and the pipeline does not set it.`,
    why: 'Each build of the pipeline would fail, or start from another image.',
    fix: `Set it on the image: new ContainerImage(…, { buildArgs: { ${name}: '…' } }).`,
  }));
}

/** The id in a form that is valid in the name of a file and of a job. */
function deriveImageName({ node }: ContainerImage): string {
  return _toImageName(node.id).replace(/_+/g, '-');
}

/** The same for a pipeline. Names of jobs begin with it, so it begins with a letter; empty if the id has none. */
function derivePipelineName(id: string): string {
  return _toImageName(id).replace(/_+/g, '-').replace(/^[^a-z]+/, '');
}
