import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Project } from 'projen';
import type { BaseImage, ContainerImage, Forge, IBuildStage, PackagePin, Platform } from '../../../src';
import type { Library } from '../intercept';

/** A good program: what a user would write. */
export interface Program {
  readonly name: string;
  /** @param api the library @param folder of the project, which is there and has `files` in it */
  readonly declare: (api: Library, folder: string) => Project;
  /** Files of the repository, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
}

export const ZEROS = '0'.repeat(64);

/** Pins and bases, each a good one. */
export const debian = (api: Library): BaseImage => api.BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`);
export const golang = (api: Library): BaseImage => api.BaseImage.registry(`golang:1.26.3-alpine@sha256:${ZEROS}`);
export const pinOf = (api: Library, name: string, more: object = {}): PackagePin => (
  new api.PackagePin(name, { datasource: 'github-tags', depName: 'acme/app', version: 'v1.2.3', ...more })
);

const pinned = (name: string): string => `${name}@sha256:${ZEROS}`;

/** Every image that Woodpecker runs, pinned. */
export const WOODPECKER_IMAGES = {
  plugin: pinned('woodpeckerci/plugin-docker-buildx:6.1.0'),
  buildkit: pinned('moby/buildkit:v0.32.2'),
  docker: pinned('docker:28-cli'),
  node: pinned('node:24-alpine'),
  cosign: pinned('ghcr.io/sigstore/cosign/cosign:v3.1.3-dev'),
  grype: pinned('anchore/grype:v0.119.0-debug'),
  syft: pinned('anchore/syft:v1.54.1-debug'),
  oras: pinned('ghcr.io/oras-project/oras:v1.3.0'),
  git: pinned('alpine/git:v2.54.0'),
  renovate: pinned('ghcr.io/renovatebot/renovate:44'),
};

/** Every image that GitHub runs, pinned. */
export const GITHUB_IMAGES = {
  buildkit: pinned('moby/buildkit:v0.32.2'),
  binfmt: pinned('tonistiigi/binfmt:qemu-v10.2.3-68'),
  grype: pinned('anchore/grype:v0.119.0-debug'),
  syft: pinned('anchore/syft:v1.54.1-debug'),
  renovate: pinned('ghcr.io/renovatebot/renovate:44'),
};

/** Every image that GitLab runs, pinned. */
export const GITLAB_IMAGES = {
  buildkit: pinned('moby/buildkit:v0.32.2'),
  rootless: pinned('moby/buildkit:v0.32.2-rootless'),
  docker: pinned('docker:28-cli'),
  dind: pinned('docker:28-dind'),
  node: pinned('node:24-alpine'),
  synthesis: pinned('node:24-trixie'),
  cosign: pinned('ghcr.io/sigstore/cosign/cosign:v3.1.3-dev'),
  grype: pinned('anchore/grype:v0.119.0-debug'),
  syft: pinned('anchore/syft:v1.54.1-debug'),
  oras: pinned('ghcr.io/oras-project/oras:v1.3.0'),
  git: pinned('alpine/git:v2.54.0'),
  renovate: pinned('ghcr.io/renovatebot/renovate:44'),
};

/** Both forges. */
export function forges(api: Library): Forge[] {
  return [api.Forge.woodpecker({ images: { ...WOODPECKER_IMAGES } }), github(api)];
}

function github(api: Library): Forge {
  return api.Forge.github({ images: { ...GITHUB_IMAGES } });
}

/** A program that fills one image, and has a pipeline for it; Woodpecker passes no named contexts. */
export function imageProgram(name: string, fill: (image: ContainerImage, api: Library) => void, more: {
  readonly platforms?: (api: Library) => Platform[]; readonly files?: Program['files']; readonly buildArgs?: Record<string, string>; readonly hasContexts?: boolean;
} = {}): Program {
  return {
    name,
    files: more.files,
    declare: (api, outdir) => {
      const project = new Project({ name: 'good', outdir });
      const image = new api.ContainerImage(project, 'Router', { platforms: more.platforms?.(api) ?? [api.Platform.LINUX_AMD64], buildArgs: more.buildArgs });
      fill(image, api);
      published(api, project, image, more.hasContexts === true ? [github(api)] : forges(api));
      return project;
    },
  };
}

/** Adds a pipeline with everything in it that an image can change. */
export function published(api: Library, project: Project, image: ContainerImage, on = forges(api)): void {
  new api.ImagePipeline(project, 'Pipeline', {
    registry: 'registry.example.com',
    images: [{ image, repository: 'acme/router' }],
    release: api.ReleaseScheme.byHand(),
    forges: on,
  });
}

/** The stage that a program fills is the image. */
export function stageProgram(
  name: string, fill: (stage: InstanceType<Library['BuildStage']>, api: Library, image: ContainerImage) => void, files?: Program['files'],
  buildArgs?: Record<string, string>,
): Program {
  return imageProgram(name, (image, api) => {
    const stage = new api.BuildStage(image, 'Runtime', { base: debian(api), purpose: 'runs the program', runsOn: api.StagePlatform.TARGET, emulated: 'there is a shell' });
    fill(stage, api, image);
    image.defineRuntime(stage as IBuildStage);
  }, { files, buildArgs });
}

/** Makes the folder of a program. */
export function prepare(folder: string, { files = {} }: Program): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
