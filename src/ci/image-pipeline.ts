import type { Construct } from 'constructs';
import { Problem, Problems, _didYouMean } from '../core';
import type { ContainerImage } from '../image';
import { Output, OutputContext, OutputFile, _manifestPath } from '../plan';
import type { Forge } from './forge';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { Pipeline, PipelineImage, describePipeline } from './pipeline';
import { problemsOf } from './pipeline-problems';

/**
 * Builds images on every change, releases them, and keeps them current: the same pipeline in the words of each forge.
 *
 * Reports `ci/no-image`, `ci/no-forge`, `ci/duplicate-forge`, `ci/duplicate-image`, `ci/registry`, `ci/repository`, `ci/tag`, `ci/schedule`,
 * `ci/option`, `ci/smoke-command`, `ci/smoke-platform`, `ci/version-pin`, `ci/unsupported` and `ci/unpinned`.
 */
export class ImagePipeline extends Output {
  private readonly _images: PublishedImage[];
  private readonly _forges: Forge[];

  public constructor(scope: Construct, id: string, private readonly _props: ImagePipelineProps) {
    super(scope, id);
    this._images = [..._props.images];
    this._forges = [..._props.forges];
    const pipeline = this.pipeline();
    for (const problem of [...problemsOf(_props), ...this._forges.flatMap(forge => forge._problems(pipeline))]) Problems.of(this).report(problem);
  }

  /** @internal */
  public _render({ marker, planOf }: OutputContext): OutputFile[] {
    const { versionArg } = this._props.release;
    const versioned = this._images.find(({ image }) => planOf(image).pins.some(({ name }) => name === versionArg));
    const pipeline = this.pipeline(versioned?.image);
    return this._forges.flatMap(forge => Object.entries(forge._render(pipeline, marker)).map(([path, text]) => ({ path, text })));
  }

  /**
   * What is only known once the images are resolved.
   *
   * @internal
   */
  public _problems({ planOf }: OutputContext): Problem[] {
    const { versionArg } = this._props.release;
    const pins = this._images.flatMap(({ image }) => planOf(image).pins.map(({ name }) => name));
    if (versionArg === undefined || pins.includes(versionArg)) return [];
    return [{
      id: 'ci/version-pin',
      where: this.node.path,
      what: `No image of the pipeline uses ${versionArg}.${_didYouMean(versionArg, pins)}`,
      why: 'Releases are tagged when its line in the Dockerfile changes, and there is no such line.',
      fix: pins.length === 0
        ? 'Use the pin in a block of the image, or release by hand with ReleaseScheme.byHand().'
        : `Follow one of: ${pins.join(', ')}; or release by hand with ReleaseScheme.byHand().`,
    }];
  }

  private pipeline(versioned: ContainerImage | undefined = this._images[0]?.image): Pipeline {
    const { registry, release, installCommand, floatingTag, branch, ignoredPaths, renovate } = this._props;
    return describePipeline({
      registry,
      install: installCommand ?? 'npm ci --ignore-scripts',
      images: this._images.map(described),
      release,
      versionDockerfile: versioned?.dockerfile ?? 'Dockerfile',
      floatingTag: floatingTag ?? 'stable',
      branch: branch ?? 'main',
      ignoredPaths: ignoredPaths ?? ['**/*.md', 'docs/**', 'renovate.json'],
      renovate: renovate && { schedule: renovate.schedule ?? '0 4 * * *', gitAuthor: renovate.gitAuthor },
    });
  }
}

function described({ image, repository, smokeTests }: PublishedImage): PipelineImage {
  return {
    name: nameOf(image),
    repository,
    dockerfile: image.dockerfile,
    manifest: _manifestPath(image),
    platforms: image.platforms,
    releaseArg: image.releaseArg,
    smoke: smokeTests ?? [],
  };
}

/** The id, as it can stand in the name of a file and of a job. */
function nameOf({ node }: ContainerImage): string {
  return node.id.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
